"""The sample extraction as a graph folder."""

from pathlib import Path

from sample_extraction import BASE, EXTRACTION

from kg.graph.assembly import assemble
from kg.graph.folder import replaced_folder
from kg.graph.store import EXPORTS, write_graph
from kg.model import Extraction
from kg.outputs.exports import write_exports


def sample_folder(folder: Path, extraction: Extraction = EXTRACTION) -> Path:
    """Write the graph folder of an extraction, without page and readings."""
    with replaced_folder(folder, BASE) as new:
        write_graph(new, assemble(extraction, BASE), extraction.articles, BASE, {})
        write_exports(new / EXPORTS, extraction, BASE)
    return folder
