"""OpenSearch, for archives beyond one machine: one index a generation, sharded and replicated."""
