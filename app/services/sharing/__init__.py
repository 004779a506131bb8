"""A conversation as a file for someone else: one that Parley opens, and one for any browser.

`parley_file` writes everything and reads it again; `page` writes one HTML file that needs nothing
else. Neither holds a key, nor which key was used.
"""
