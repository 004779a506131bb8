"""Removing conversations for good."""

import sqlite3

_KEEP_COSTS = """
    INSERT INTO deleted_answer (provider, model, base_url, key_id, created_at, usage, cost)
    SELECT provider, model, base_url, key_id, answer.created_at, usage, cost
    FROM answer
    JOIN turn ON turn.id = answer.turn_id
    JOIN conversation ON conversation.id = turn.conversation_id
    WHERE conversation.deleted = 1 AND asked_here = 1
        AND (cost IS NOT NULL OR usage IS NOT NULL OR first_token_s IS NOT NULL)
"""
_DROP_UNUSED_CONTENTS = """
    DELETE FROM attachment WHERE digest NOT IN (
        SELECT json_extract(value, '$.digest') FROM turn, json_each(turn.attachments)
        UNION
        SELECT json_extract(value, '$.digest')
        FROM conversation, json_each(conversation.draft_attachments)
    )
"""


def drop_deleted(connection: sqlite3.Connection) -> None:
    """Remove what is marked as deleted, and the contents of files that nothing refers to.

    No word of it is left in the file, as every connection has `secure_delete` on.
    """
    connection.execute(_KEEP_COSTS)
    connection.execute("DELETE FROM conversation WHERE deleted = 1")
    connection.execute(_DROP_UNUSED_CONTENTS)
