"""The rules of a scoring round: phases, stages, differences, lost points, places, votes."""
