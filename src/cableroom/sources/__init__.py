"""Source formats: bytes -> RawRecord."""
