"""Answers kept on disk part by part, so that a long run that was interrupted goes on where it was."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Dict, Optional

import numpy as np

from ..core.errors import Unwritable


class Parts:
    """Numbered parts of the answer to one question, in a folder of their own.

    question: arrays and texts that decide the answer; another question has another folder.
    """

    def __init__(self, folder: Path, *question):
        digest = hashlib.sha256()
        for item in question:
            data = item.tobytes() if isinstance(item, np.ndarray) else repr(item).encode()
            digest.update(len(data).to_bytes(8, "little") + data)
        self.folder = Path(folder) / f"deel_{digest.hexdigest()[:16]}"
        self.folder.mkdir(parents=True, exist_ok=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06}.npz"

    def has(self, number: int) -> bool:
        """Whether a part was finished, in this run or an earlier one."""
        return self._path(number).exists()

    def save(self, number: int, arrays: Dict[str, np.ndarray]) -> None:
        """Keep a part; it is there as a whole or not at all. Raises ``Unwritable``."""
        part = self._path(number).with_suffix(".half")
        try:
            with open(part, "wb") as file:
                np.savez(file, **arrays)
            os.replace(part, self._path(number))
        except OSError as error:
            raise Unwritable(path=str(part), detail=error.strerror or str(error)) from error

    def load(self, number: int) -> Dict[str, np.ndarray]:
        """Return the arrays of a part."""
        with np.load(self._path(number), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}

    def remove(self) -> None:
        """Throw all parts away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def stamp(path: Optional[str]) -> str:
    """Return the size and time of change of a file, "" when it is none."""
    try:
        found = os.stat(path or "")
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"
