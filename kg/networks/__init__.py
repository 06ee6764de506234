"""Networks of who stands with whom: what is counted, the weights, their time, and each weight's statements.

From the counting up: :mod:`~kg.networks.asked` (the choices), :mod:`~kg.networks.reading` (the mentions of a case),
:mod:`~kg.networks.duplicates`, :mod:`~kg.networks.counting`, :mod:`~kg.networks.one_mode`, :mod:`~kg.networks.two_mode`,
:mod:`~kg.networks.windows`, :mod:`~kg.networks.keeping` (which mentions count, whole and by window), :mod:`~kg.networks.network` (the record) and :mod:`~kg.networks.explaining`.

The figures of camps: :mod:`~kg.networks.pairing` (congruence and conflict of each pair), :mod:`~kg.networks.splits` and
:mod:`~kg.networks.cutting` (the best split, with proof or a bound), :mod:`~kg.networks.balance`, :mod:`~kg.networks.polarisation`,
:mod:`~kg.networks.dna_polarisation`, :mod:`~kg.networks.communities`, :mod:`~kg.networks.brokers` and :mod:`~kg.networks.camps`, all together.

The backbone of concepts: :mod:`~kg.networks.spectrum`, :mod:`~kg.networks.concept_parts` (what each concept adds),
:mod:`~kg.networks.backbone` (the order in which concepts leave), :mod:`~kg.networks.every_set` (the best set of a size),
:mod:`~kg.networks.dna_backbone` and :mod:`~kg.networks.backbones`, all together. How a network changes: :mod:`~kg.networks.change_points`.
"""
