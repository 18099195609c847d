"""Counts how sentences are read: `python -m bench.sentences --show`."""

import argparse

from bench.sentences import reading

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.sentences", description=__doc__)
    parser.add_argument("--show", action="store_true", help="say of each known sentence what was read otherwise")
    print(f"\n{reading.measure(show=parser.parse_args().show)}")
