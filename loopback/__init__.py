"""Loopback servers for the demo, the tests and the benchmarks: a strict Bot API and a newsroom. Never the network."""
