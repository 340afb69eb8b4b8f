"""The ports of domain/ports/ in memory, and a driver that talks to the conversations.

They are held to the same contract as storage (tests/contracts/ports.py).
"""
