"""The ports of domain/ports.py in memory, and a driver that talks to the conversations.

They are held to the same contract as storage (tests/contracts/ports.py).
"""
