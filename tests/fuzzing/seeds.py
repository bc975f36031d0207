"""Seeds for the fuzzer: small files of every kind, whole, odd and cut off, made of invented cables."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

from cableroom.specimen import cables
from cableroom.specimen.writing import FOLDERS, csv_row
from cableroom.telegram import parse
from invented_telegrams import WHOLE
from search.cases import CASES
from sources.samples import SAMPLES

_TEXTS = 12
_LONGEST = 6_000
"""Bytes; longer seeds only slow the fuzzer down."""


def write_seeds(folder: Path) -> None:
    """Write the corpus into ``folder``, one seed a file."""
    odd = [
        cable
        for cable in cables(400, seed=3, oddities=1000)
        if cable.oddities and len(cable.text.encode()) < _LONGEST
    ][:_TEXTS]
    seeds = [WHOLE.encode(), b"07BERN881", b"08SECTION01OF03BERN1416", b"REF: A. STATE 12 B. 06 BERN 917"]
    for cable in odd:
        seeds.append(cable.text.encode(cable.encoding))
        seeds.append(csv_row(cable).encode(cable.encoding))
        seeds += [written(cable).encode(cable.encoding) for _path, written in FOLDERS.values()]
        seeds.append(json.dumps(parse(cable.text).as_dict()).encode())
    seeds += [sample for samples in SAMPLES.values() for sample in samples if len(sample) < _LONGEST]
    seeds += [b"\xff" + query.encode("utf-8", "surrogatepass") for query, *_found in CASES[::12]]
    small = [("a.txt", WHOLE.encode()), ("b/c.csv", csv_row(odd[0]).encode())]
    seeds += [_zip(small), _tar(small), gzip.compress(WHOLE.encode()), bz2.compress(WHOLE.encode())]
    seeds += [lzma.compress(WHOLE.encode()), gzip.compress(_tar(small))]
    for number, seed in enumerate(seeds):
        (folder / f"{number:03}").write_bytes(seed)
        (folder / f"{number:03}-cut").write_bytes(seed[: len(seed) * 2 // 3])


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _tar(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
