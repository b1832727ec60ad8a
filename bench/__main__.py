"""``make bench``: fills an installation, takes turns with the limits, and prints one table."""

from __future__ import annotations

from bench.acts import acts
from bench.installation import installed
from bench.pages import pages
from bench.record import record
from bench.rounds import Measured, measure

HEAD = ("what", "ours", "slowest 5 %", "limit", "times", "the limit is")


def main() -> None:
    """Measure everything, one after the other, and print as it goes."""
    with installed() as house:
        print("Medians in milliseconds, both measured in turns in this run; ratios are what lasts.\n")
        print("{:36} {:>8} {:>12} {:>8} {:>7}  {}".format(*HEAD))
        for pairs in (pages, acts, record):
            for pair in pairs(house):
                print(_line(measure(pair)), flush=True)


def _line(one: Measured) -> str:
    figures = f"{one.ours:8.2f} {one.slow:12.2f} {one.limit:8.2f} {one.ratio:7.1f}"
    return f"{one.name:36} {figures}  {one.limit_name}"


if __name__ == "__main__":
    main()
