"""What functions do with documents, those of travellers and those of the policy, as grants of `policies.py`."""

POLICY = ("table:get:policies", "table:query:policies")
SEARCHING_POLICY = (  # asking the function that has the models, and ranking by words where it cannot be asked
    *POLICY,
    "function:invoke:search_policies",
    "table:query:policy-documents/listed-document",
    "table:query:policy-sections",
)

DOCUMENTS = (
    "table:get:documents",
    "table:put:documents",
    "table:query:documents",
    "table:query:documents/owner-kind",
    "table:query:documents/owner-trip",
    "bucket:list:documents",
    "bucket:take:documents/uploads",
    "bucket:keep:documents/documents",
    "key:use:documents",
)
TIDYING = (
    "table:get:documents",
    "table:put:documents",
    "table:delete:documents",
    "table:query:documents/due",
    "bucket:versions:documents",
    "bucket:hide:documents/uploads",
    "bucket:hide:documents/documents",
    "bucket:purge:documents/uploads",
    "bucket:purge:documents/documents",
)
POLICY_DOCUMENTS = (  # uploading documents of the policy, and reading what they were parsed into
    "table:get:policy-documents",
    "table:put:policy-documents",
    "table:query:policy-documents/listed-document",
    "table:get:policy-sections",
    "table:query:policy-sections",
    "bucket:store:documents/policies",
    "queue:send:policy-documents",
)
FOLLOWING_UP = (  # what follows when one was parsed, and is sent again when it was lost
    "table:get:policy-documents",
    "table:put:policy-documents",
    "queue:send:policy-index",
    "table:query:webhooks",
    "table:put:webhook-deliveries",
    "queue:send:webhooks",
)
FINDING_FILES = ("bucket:list:documents", "parameter:read:foundation")  # which says what the bucket is called
READING_FILES = (*FINDING_FILES, "bucket:read:documents/policies", "key:decrypt:documents")
PARSING = (
    *FOLLOWING_UP,
    *READING_FILES,
    "table:write:policy-sections",
    "function:invoke:read_policy_tables",
    "parsing:ask:documents",
)
LOOKING_AFTER = (  # policy documents, which is the sweeper's
    *FOLLOWING_UP,
    "table:query:policy-documents/due",
    "table:update:policy-documents",
    "table:delete:policy-documents",
    "table:query:policy-sections",
    "table:write:policy-sections",
    "queue:send:policy-documents",
    "bucket:list:documents",
    "bucket:hide:documents/policies",
)
RANKING = (  # the policy: the travel policy is indexed here, and sent is what other models have indexed
    *POLICY,
    "table:query:policy-documents/listed-document",
    "table:query:policy-sections",
    *FINDING_FILES,
    "bucket:read:documents/policies",
    "bucket:write:documents/policies/travel-policy",
    "key:use:documents",
    "queue:send:policy-index",
)
# Where passages of the policy lie, and who embeds them, of what the stage names: whoever searches indexes its clauses.
VECTORS = ("models:ask:embeddings", "vectors:search:policies", "vectors:write:policies")
INDEXING = (  # what was parsed, for it to be found
    "table:get:policy-documents",
    "table:put:policy-documents",
    "table:query:policy-sections",
    "parameter:read:foundation",
    "bucket:write:documents/policies",
    "bucket:hide:documents/policies",
    "key:encrypt:documents",
)
# The functions that work on nothing else.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "parse_policy_document": (*PARSING, "queue:consume:policy-documents", "queue:send:policy-documents-dlq"),
    "index_policy_document": (*INDEXING, *VECTORS, "queue:consume:policy-index", "queue:send:policy-index-dlq"),
    "read_policy_tables": READING_FILES,
    "search_policies": (*RANKING, *VECTORS),
}
