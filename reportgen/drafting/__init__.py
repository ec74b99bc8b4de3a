"""From a source document to a draft record: what a drafter proposes, a gate lets through, and a person accepts.

    TextForm ──▶ SourceText + Table ──drafter──▶ proposals ──gate──▶ proposals whose evidence is verbatim
                                                                └──▶ talks.yaml, each entry ``status: proposed``

Nothing proposed counts until a person accepted it. Whatever drafts, the same gate holds.
"""
