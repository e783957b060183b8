"""Which English words are verbs, which are plurals, and which stand for a single thing.

Sources: the verbs that are hardly ever nouns are those of WordNet 3.1 (`english.py`). WordNet does not tell which of two meanings
a word has in a path, has few words of computing, and has no plurals. The lists of this module fill that in. They were written by
hand, from general knowledge of English and of the vocabulary of HTTP APIs; words were added where names were wrong on the half of
the SDKs of the study that the rules were fitted on, if English uses the word so and not only one API. They are not complete.
"""

from __future__ import annotations

import re
from functools import cache

from restamp.names.paths.english import WORDNET_VERBS

_VERBS = frozenset("""
    annotate archive autocomplete autofill autofix autosave backfill backup bootstrap bulk
    checkin checkout clone configure contains customise customize deactivate debug decline
    decrypt delete deprecate deprovision dequeue diff download encrypt enqueue escalate exec exists
    extract finalise finalize fork geocode import init instantiate introspect lint login logoff
    logout lookup mute paginate parse patch pause ping poll preview provision prune purge query
    reauthorize rebase reboot recompile redact refresh refund reindex reissue relay remediate
    remix replay rerank resend resubmit resync resynchronize retry revoke rollback rollover
    search set setup signin signout signup snooze sync synchronise tokenise tokenize touch
    transcode trigger truncate unsubscribe upload upscale upsert void wakeup whoami
    """.split())
"""Verbs wherever they stand, next to those of WordNet: it has not the one half, and counts the other as nouns as well."""

_NOUNS = frozenset("""
    articulate attribute bear chat clean clear close complete converse direct empty exhibit
    express fix forecast free live open own perfect present produce quote register render secure
    see separate use
    """.split())
"""Words that WordNet counts as verbs and that are nouns or adjectives in the names of resources as often."""

_COMPOUND_NOUNS = frozenset("""
    archive backfill backup bootstrap bulk checkin checkout clone debug deploy diff download
    export fork import index install invoke login logout lookup merge patch play poll preview
    query reindex relay remix render replay request review search set setup signin signup spend
    support test touch trigger upload
    """.split())
"""Verbs that stand before a noun as a noun themselves: `search_attributes`, `login_links`, `import_jobs`."""

_BEFORE_OBJECTS = frozenset("""
    assign clear close complete copy escalate filter flush lock open pin process release report
    share sign split transfer unlock
    """.split())
"""Verbs that are nouns as well, but hardly before a noun in the singular: `close_account`."""

_READING = frozenset("check count describe fetch find get list lookup query read retrieve".split())
"""Verbs that read: what follows them may be a plural, and the method may be GET."""

_NOUN_VERBS = frozenset("""
    abort accept access answer apply approve audit ban batch bid block bookmark boot broadcast
    call capture cast change charge check claim clean clear close comment commit compact
    complete control convert copy count debit delegate delete deposit dial digest dispatch
    display dispute draft drop dump edit embed empty enquire estimate exchange exit favorite
    favourite filter fix flag flush follow forecast forge format forward freeze generate grant
    hangup hash hold index invite join kick kill launch leave like link list load lock log mark
    mask match measure mirror mock monitor move next notify offer open order pack package park pause
    pay pin pledge post present press previous print probe process promote prompt publish pull
    push quarantine quit quote rank rate read record recover redirect refresh register release
    remind remove rename renew repair repeat replace reply report request rescue reserve reset
    resize resolve respond restart restore resume retire return reverse review reward roll route
    run save scan schedule score seal send set share ship sign skip sleep sort spend split stage
    stamp star start stash step stop store stream submit summon swap swipe switch tag terminate
    test toggle trace track trade transfer transform trash turn unlock verify view vote wait
    watch whisper wipe withdraw work write
    """.split())
"""Verbs that are nouns as well: actions only where nothing speaks for a resource."""

_PREFIX = re.compile(r"(re|un|de|dis|auto|mis)(?=\w{3})")
_SUFFIX = re.compile(r"[a-z]{2,}(ize|ify)\Z|[a-z]{3,}(alise|orise|onise|ilise)\Z")
_NOT_BY_SUFFIX = frozenset({"prize", "size"})
_ADVERBS = frozenset("auto batch bulk dry force hard mass mark multi quick safe soft".split())
"""First words of phrases that are verbs only before another verb: `bulk_delete`, `dry_run`."""

_IRREGULAR_PLURALS = frozenset("""
    alumni analyses appendices axes bacteria bases children codices corpora crises criteria
    curricula data diagnoses feet foci geese genera hypotheses indices kudos lemmata loci
    matrices media men mice nuclei oxen parentheses people phenomena police radii schemata
    stimuli strata syllabi teeth theses vertices women
    """.split())
_UNCHANGED_PLURALS = frozenset("aircraft fish news series sheep software species staff".split())
_PLURALS_IN_ICS = frozenset("""
    characteristics clinics comics critics demographics fabrics graphics heuristics mosaics topics
    """.split())
"""The others in -ics are one thing: analytics, metrics, physics."""
_SINGULARS_IN_S = frozenset("""
    access address alias analysis apparatus as atlas axis basis bias billings bonus bus business
    bypass campus canvas caucus census chaos chassis chess christmas class colossus compass
    congress consensus corps corpus cosmos crisis cross cs css cutlass diabetes diagnosis discus
    dns dress egress emphasis endless ethics excess exodus express fitness focus fortress gas
    genesis genius glass gps grass harness headquarters https ibis ingress ios iris js
    kubernetes lens less litmus locus loss lotus mass mattress mess minus miss moss ms nexus
    nucleus oasis os oss parenthesis pass plus pos premises press previous process progress
    prospectus pus radius redis rss sas sepsis sms sns species status stimulus stress sts
    success summons surplus synopsis synthesis tennis terminus thesis tls tress ups virus vps
    wellness wireless witness wms ws yes
    """.split())
_SINGLE_THINGS = frozenset("""
    about activity analytics availability avatar balance billing branding bytes capabilities
    capacity config configuration content contents context coverage current data defaults
    definition description details diagnostics features feed health history info information
    insights inventory latest limits logistics mathematics me meta metadata mine news open_api
    options overview permissions physics preferences price privileges profile properties quota
    readme schema self settings spec specs state statistics stats status summary timeline totals
    usage utilization version
    """.split())
"""Words for one thing although they end in -s or name a mass: read with `get`, changed with `update`."""

_PREPOSITION = re.compile(r"_(?:by|for|from|of|on|under|with)_")
SELVES = frozenset({"current", "me", "self", "whoami"})
"""Words for what the caller is."""

_PROBES = frozenset("""
    health healthcheck health_check healthz heartbeat live liveness livez ping pong ready readiness readyz status time uptime
    version whoami
    """.split())


def is_verb(word: str) -> bool:
    """Whether a word is a verb and hardly ever a noun."""
    return _is_verb(word.lower())


@cache
def _is_verb(word: str) -> bool:
    if word in _VERBS:
        return True
    if word in _NOUNS or word in _NOT_BY_SUFFIX:
        return False
    if word in WORDNET_VERBS or _SUFFIX.fullmatch(word):
        return True
    prefix = None if word in _NOUN_VERBS else _PREFIX.match(word)
    stem = word[prefix.end() :] if prefix else ""
    return stem in _VERBS or stem in WORDNET_VERBS or stem in _NOUN_VERBS


def is_noun_verb(word: str) -> bool:
    """Whether a word is a verb, and possibly a noun as well."""
    return is_verb(word) or word in _NOUN_VERBS


def is_verb_phrase(words: str, *, is_reading: bool = False) -> bool:
    """Whether words in snake case begin with a verb and go on: `set_default_version`, `bulk_delete`.

    With `is_reading`, the operation reads, and a plural is rather what it reads than what a verb acts on.
    """
    first, _, rest = words.partition("_")
    if not rest:
        return False
    if first in _READING:
        return True
    if first in _ADVERBS:
        return is_noun_verb(rest.partition("_")[0]) or first == "mark"
    if rest == "all" or rest.startswith("all_"):
        return is_noun_verb(first)
    if is_plural(words) and (is_reading or first in _COMPOUND_NOUNS):
        return False
    if first in _BEFORE_OBJECTS:
        return not is_reading and not is_plural(words)
    return is_verb(first)


def is_reading_phrase(words: str) -> bool:
    """Whether words begin with a verb that reads."""
    return words.partition("_")[0] in _READING


def is_plural(words: str) -> bool:
    """Whether the last word is a plural, as far as its ending and short lists of exceptions say."""
    last = _PREPOSITION.split(words, maxsplit=1)[0].rpartition("_")[2]
    if last in _IRREGULAR_PLURALS or last in _UNCHANGED_PLURALS or last in _PLURALS_IN_ICS:
        return True
    if last in _SINGULARS_IN_S or not last.endswith("s"):
        return False
    return not last.endswith(("ss", "us", "is", "ics", "ings")) or last.endswith(("menus", "ings"))


def is_single_thing(words: str) -> bool:
    """Whether words stand for one thing: settings, status, usage, limits."""
    return words.rpartition("_")[2] in _SINGLE_THINGS


def is_probe(words: str) -> bool:
    """Whether a word at the root of an API is a probe: `/healthz`, `/ping`."""
    return words in _PROBES
