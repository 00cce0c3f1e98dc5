"""What is measured, each work a function that is given words and answers with its seconds.

Its seconds are without the start of Python; other entries of the answer are what tables show.
"""
