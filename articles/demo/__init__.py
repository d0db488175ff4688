"""The Upland, a made-up paper that shows what the house can do."""
