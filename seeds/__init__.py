"""The starter desk: topics, feeds, gazetteers and a sample story, found wherever the package is installed."""

from pathlib import Path

#: The folder that holds the files of the desk.
ROOT = Path(__file__).parent
