"""The invented case of the coding desk's tests, in Turtle: two parties and the fares of a ferry; each module adds what it needs."""

FERRY = """\
@prefix : <https://example.org/ferry#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix neg: <https://w3id.org/neg#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/ferry> a neg:Case ; dcterms:title "Ferry"@en .
:isle a neg:Party ; skos:prefLabel "Isle"@en ; neg:role neg:principal .
:coast a neg:Party ; skos:prefLabel "Coast"@en ; neg:role neg:principal .
:fares a neg:Issue ; skos:prefLabel "Fares"@en .
:free a neg:Option ; skos:prefLabel "Free crossing"@en ; neg:optionOf :fares ; neg:undertakenBy :coast .
:half a neg:Option ; skos:prefLabel "Half fare"@en ; neg:optionOf :fares ; neg:undertakenBy :coast .
"""
