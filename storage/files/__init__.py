"""Files: attachments and reports, in a folder or wherever fsspec reaches."""
