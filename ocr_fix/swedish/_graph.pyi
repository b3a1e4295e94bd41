from ocr_fix.swedish.automaton import Automaton

class Graph:
    def __init__(self, automaton: Automaton) -> None: ...
