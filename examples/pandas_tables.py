"""The claims of a graph as a pandas table: who attacked what, with which stance, in whose words.

Run it where a graph folder is, or name one: KG_GRAPH=graph python examples/pandas_tables.py
"""

import io
import os

import pandas as pd

import kg


def table(what: str, graph: str) -> pd.DataFrame:
    """`claims`, `entities`, `events` or `mentions` of a graph as a data frame; absent values are NaN."""
    data = io.BytesIO()
    kg.export(data, graph, form="csv", what=what)
    data.seek(0)
    return pd.read_csv(data)


def main() -> None:
    claims = table("claims", os.environ.get("KG_GRAPH", "graph"))
    print("Claims by relation and stance")
    print(pd.crosstab(claims["relation"], claims["factuality"]).to_string())
    attacks = claims[claims["relation"] == "attacked"]
    columns = ["subject_label", "object_label", "factuality", "attributed_to_label", "evidence_text"]
    print("\nAttacks")
    print(attacks[columns].fillna("").to_string(index=False, max_colwidth=60))


if __name__ == "__main__":
    main()
