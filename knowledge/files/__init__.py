"""FAQ files: CSV, XLSX, JSONL and YAML with the same fields, one row per key and locale."""
