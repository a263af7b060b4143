"""Landscape parks: winding paths around a pond."""

from typing import List, Tuple

import numpy as np

from .geometry import Array, at, clip, frame, heading, length, plot_within, spline


def park_paths(ring: Array, rng: np.random.Generator) -> Tuple[List[Array], Array, Array]:
    """Return the footpaths of a landscape park, its outline (inside the streets) and its pond."""
    centre, u, size, width = frame(ring)
    v = np.array([-u[1], u[0]])
    inner, outline = plot_within(ring, 0.19 * width), plot_within(ring, 9)
    if inner is None or outline is None:
        raise ValueError(f"no room for a park around {centre}")
    walk = np.vstack([inner, inner[:1]])
    spots = at(walk, (np.arange(9) + rng.uniform(-0.2, 0.2, 9)) / 9 * length(walk))
    loop = spline(spots + rng.uniform(-6, 6, (9, 2)), closed=True)
    paths = [loop]
    for k in range(6):
        start = at(loop, (k + rng.uniform(0.2, 0.8)) / 6 * length(loop))
        outward = (start - centre) / np.hypot(*(start - centre))
        for piece in clip(np.vstack([start, start + outward * size]), ring)[:1]:
            bow = np.array([-outward[1], outward[0]]) * 0.12 * length(piece) * rng.choice([-1, 1])
            paths.append(spline([piece[0], piece.mean(axis=0) + bow, piece[-1]]))
    t = np.arange(9) * 2 * np.pi / 9
    wave = 1 + rng.uniform(-0.13, 0.13, 9)
    x, y = heading(t).T
    pond = spline(centre + u * (x * wave * size * 0.18)[:, None] + v * (y * wave[::-1] * width * 0.12)[:, None],
                  closed=True)
    return paths, outline, pond[:-1]
