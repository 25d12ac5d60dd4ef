"""Territories: communes, EPCI, départements, régions by the official code, and the perimeters that partners draw."""
