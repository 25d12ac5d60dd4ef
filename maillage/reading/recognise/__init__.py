"""Fourth stage of a reading: from a structure to findings, one module a sort of finding."""
