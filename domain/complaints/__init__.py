"""Complaints: what is kept of one, how severe it is, who decides on it and by when.

The process follows ISO 10002:2018 (7.1 to 7.9): received and acknowledged, assessed, looked into,
answered with a decision, taken up a level by who is not content, closed, followed up.
"""
