"""A case as its owner meets it: how one begins, where what they write goes, what they can do."""
