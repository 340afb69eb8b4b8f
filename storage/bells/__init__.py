"""Telling sleepers in every process that there is work."""
