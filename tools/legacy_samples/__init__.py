"""PDFs of other programs: each module registers its samples when it is imported."""

from legacy_samples import contents, damaged, geometry, interaction, libraries, programs, tagged
from legacy_samples.registry import SAMPLES

__all__ = ["SAMPLES", "contents", "damaged", "geometry", "interaction", "libraries", "programs", "tagged"]
