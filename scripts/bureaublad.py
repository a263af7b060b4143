"""Run the plugin in the real QGIS desktop on a virtual screen and take pictures of what a user sees.

The example city is mapped with the assistant. The pictures and the output come in build/bureaublad/; the user's own
profile stays untouched. Needs xvfb and xauth.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import bouw
from qgis_omgeving import environment

OUT = bouw.ROOT / "build" / "bureaublad"
LONGEST_S = 900
RIDE = Path(__file__).with_name("bureaublad_rit.py")


def main() -> None:
    programs = [shutil.which("xvfb-run"), shutil.which("qgis.bin") or shutil.which("qgis")]
    if not all(programs):
        sys.exit("Nodig zijn QGIS, xvfb en xauth: sudo apt install qgis xvfb xauth")
    shutil.rmtree(OUT, ignore_errors=True)
    env = environment(OUT / "profiel", bouw.assemble().parent)
    xvfb, qgis = programs
    # Of several Pythons on a machine QGIS takes the first: that must be the one beside it.
    env.update(QT_QPA_PLATFORM="xcb", BUREAUBLAD=str(OUT), PATH=os.pathsep.join([str(Path(qgis).parent), env["PATH"]]))
    command = [xvfb, "-a", "-s", "-screen 0 1600x1000x24", qgis, "--nologo", "--noversioncheck", "--profiles-path",
               str(OUT / "profiel"), "--profile", "default", "--code", str(RIDE)]
    with (OUT / "qgis.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True)
        try:
            code = running.wait(LONGEST_S)
        except subprocess.TimeoutExpired:  # a window that waits for an answer, perhaps
            code = None
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGTERM)  # the screen with it
    if code != 0:
        sys.exit(f"{'Niet klaar geworden' if code is None else 'Mislukt'}: zie {OUT / 'qgis.log'}")
    for picture in sorted(OUT.glob("*.png")):
        print(os.path.relpath(picture))


if __name__ == "__main__":
    main()
