"""Reports as pictures and workbooks. What draws them runs in a process of its own."""
