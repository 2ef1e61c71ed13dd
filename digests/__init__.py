"""The newsroom: wires in, key points out, a story kept, deliveries queued. Knows nothing of Telegram."""
