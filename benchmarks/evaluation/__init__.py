"""Drafters judged on texts whose entries a person labelled: golds → every drafter's proposals → a table by genre."""
