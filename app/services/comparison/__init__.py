"""What several answers share and where they differ: no model is asked, nothing leaves.

`lens.compare` takes the answers' blocks and says for each piece of each answer who else says it;
`scrolling` tells which place of one answer belongs to which of another.
"""
