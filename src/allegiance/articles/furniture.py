"""Marks what stands in an article's text without being news: captions, credits, agency marks, teasers, walls.

Nothing is deleted, since spans index the text as delivered. The rules are conservative: whole lines are marked
only when they are short and begin or end with words that no news sentence begins or ends with.
"""

from __future__ import annotations

import re

from allegiance.records import Span

_AGENCIES = {
    "reuters": "Reuters", "reuter": "Reuters", "thomson reuters foundation": "Reuters", "ap": "AP",
    "associated press": "AP", "the associated press": "AP", "afp": "AFP", "agence france-presse": "AFP",
    "dpa": "dpa", "dpa-afx": "dpa", "upi": "UPI", "efe": "EFE", "ansa": "ANSA", "pti": "PTI", "ani": "ANI",
    "ians": "IANS", "apa": "APA", "interfax": "Interfax", "interfax-ukraine": "Interfax-Ukraine", "tass": "TASS",
    "itar-tass": "TASS", "ria": "RIA Novosti", "ria novosti": "RIA Novosti", "sputnik": "Sputnik",
    "xinhua": "Xinhua", "kyodo": "Kyodo", "kyodo news": "Kyodo", "jiji press": "Jiji", "yonhap": "Yonhap",
    "kcna": "KCNA", "bernama": "Bernama", "antara": "Antara", "anadolu": "Anadolu", "aa": "Anadolu",
    "trend": "Trend", "azertac": "Azertac", "kazinform": "Kazinform", "ukrinform": "Ukrinform", "belta": "BelTA",
    "unian": "UNIAN", "irna": "IRNA", "isna": "ISNA", "sana": "SANA", "spa": "SPA", "wam": "WAM",
    "akipress": "AKIpress", "interfax-kazakhstan": "Interfax-Kazakhstan", "mna": "Mehr", "tasnim": "Tasnim",
    "montsame": "Montsame", "armenpress": "Armenpress",
    "bloomberg": "Bloomberg", "cnn": "CNN", "cns": "CNS", "rfe/rl": "RFE/RL", "dw": "DW",
}  # fmt: skip
_AGENCY = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_PHOTO = (
    r"(?:AFP|AP Photo|AP|Reuters|REUTERS|Getty Images?|Getty|EPA(?:-EFE)?|EFE|TASS|IMAGO|Imago|dpa|Sputnik|"
    r"Landov|NPR|Xinhua)"
)
_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,4}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?"
_DATED = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_DASH = r"(?:--?-?|[–—])"

# (needle that must be in the text, in lower case; pattern). A pattern's whole match is marked.
_INLINE = tuple(
    (needles, re.compile(pattern, flags))
    for needles, pattern, flags in (
        # Datelines with an agency: "MOSCOW, Feb 3 (Interfax) -", "(Reuters) -", "Washington (CNN)".
        (("(",), rf"^[ \t]*(?:{_PLACE}{_DAY},? ?)?\((?i:{_AGENCY})\)[ \t]*(?:{_DASH}[ \t]*|:[ \t]+)?", re.MULTILINE),
        (("(",), rf"^[ \t]*{_DATED} \((?i:{_AGENCY})\)[ \t]*(?:{_DASH}[ \t]*|:[ \t]+)", re.MULTILINE),
        (("/",), rf"^[ \t]*(?:{_PLACE}{_DAY}[.,]? ?)/(?i:{_AGENCY})/\.?[ \t]*(?:{_DASH}[ \t]*)?", re.MULTILINE),
        (("(",),
         r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled) by [^()\n]{3,300}\)", 0),
        # Credits in brackets.
        (("(",),
         r"\((?:[A-Z]{2,5} |Reuters |Getty )?(?:[Ff]ile )?(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture|[Cc]redit|[Ff]ile|"
         r"[Ii]llustration|[Vv]ideo)(?: [Cc]redit)?(?: by| courtesy of|[:/])[^()\n]{0,140}\)", 0),
        (("photo",), rf"\({_PHOTO} photo: [^()\n]{{2,60}}\)", re.IGNORECASE),
        (("[",), r"\[(?:file|photo|image|picture|video|caption|getty images|reuters|afp|ap|epa)"
                 r"(?:[ :/][^\]\n]{0,140})?\]|\[pullquote\]|\[email[ \xa0]protected\]|"
                 r"\[advertisement\]", re.IGNORECASE),
        (("[",), rf"\[[^\]\n]{{1,80}}/ ?{_PHOTO}[^\]\n]{{0,30}}\]", 0),
        (("caption",), r"(?:Enlarge this image )?(?:toggle|[Hh]ide) caption (?P<c>[^\n]{2,120}?) (?P=c)(?=\s|$)", 0),
        (("photo", "credit", "image"),
         rf"(?:^|(?<=[.!?)”\"] ))(?:Photo(?:graph)?|Photo credit|Image|Credit): "
         rf"(?:{_PHOTO}|[A-Z][\w'’-]+ [A-Z][\w'’-]+)(?:/{_PHOTO})*(?!\w)", re.MULTILINE),
        (("©",), r"©[ \t]*(?:\d{4} )?(?:(?:picture|imago) )?[A-Z][\w.-]*(?:[ \t]*[/|][ \t]*[A-Z][\w.-]*)*", 0),
        # Author and agency codes after a full stop: "(pm)", "(dpa/AFP)".
        (("(",), rf"(?<=[.!?”\"’»\n])[ \t]*\((?:[a-z]{{2,4}}|(?i:{_AGENCY}))"
                 rf"(?:[/,][ ]?(?:[a-z]{{2,4}}|(?i:{_AGENCY})))*\)"
                 r"(?=[ \t]*(?:$|\*))", re.MULTILINE),
        (("*",), r"\*[ \t]?[A-Za-z][\w.-]+(?: \w+)? is (?:an offer|part|a service) (?:from|of|by) [^\n]{2,60}", 0),
        (("*",), r"(?<=[\w”’\"])\*(?=[\s.,;:!?)’”\"–—-]|$)", re.MULTILINE),
        (("<script", "<style"), r"<(?P<tag>script|style)\b.*?</(?P=tag)\s*>", re.IGNORECASE | re.DOTALL),
        # Marks of Markdown: pictures whole; of links, headings and emphasis all but the words.
        (("](",), r"!\[[^\]\n]*\]\([^)\n]*\)|\[(?=[^\]\n]{1,300}\]\((?:http|/|#|mailto))|"
                  r"\]\((?:http|/|#|mailto)[^)\n]*\)", 0),
        (("**",), r"\*\*", 0),
        (("#",), r"^#{1,6} (?=\S)", re.MULTILINE),
        (("http",), r"Article URL: \S+ Comments URL: \S+(?: Points: \d+)?(?: # Comments: \d+)?", 0),
        (("listen",), r"Listen · \d+:\d\d(?: \d+:\d\d)?", 0),
        (("image",), r"\b(?:(?:next|prev) )?Image \d+ of \d+(?: (?:next|prev))?", re.IGNORECASE),
        (("@",), r"— [^\n()]{2,50} \(@\w{1,20}\)(?: [A-Z][a-z]+ \d{1,2}, \d{4})?", 0),
        (("http",), r"\bhttps?://[^\s<>\"')]+", 0),
        (("twitter.com",), r"\bpic\.twitter\.com/\w+", 0),
        (("<",), r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|blockquote|figure|figcaption|table|"
                 r"t[rdh]|hr|iframe)(?:\s[^<>\n]{0,500})?/?>", re.IGNORECASE),
    )
)  # fmt: skip
# One search tells which of the patterns can match at all.
_NEEDLE = re.compile("|".join(sorted({re.escape(n) for needles, _ in _INLINE for n in needles}, key=len, reverse=True)))

_LINE_STARTS = re.compile(
    r"(?i:advertisement(?:$|:| continue| advertisement)|continue reading|story continued|sign up (?:for|to)\b|sign up$|"
    r"subscribe (?:to|now|for|today)|"
    r"follow (?:us|@)|manage newsletters|click here|click to |share (?:this|on)|"
    r"read or share this|please (?:verify|re-enter|enable javascript|log in|sign in|subscribe)|we use cookies|"
    r"(?:this|our) (?:web)?site uses cookies|"
    r"by (?:continuing|using|clicking)\b.{0,80}(?:cookie|agree|consent|our terms)|"
    r"accept (?:all )?cookies|"
    r"thank you for (?:subscribing|signing up)|view all .{1,40}newsletters|listen to article|already a subscriber|"
    r"to continue reading|this article is more than \d|this article is (?:for|only available to) subscribers|"
    r"join us on|all rights reserved|copyright (?:©|\(c\)|\d{4}|by )|© ?|\(c\) ?\d{4}|updated (?:at )?\d|"
    r"slideshow \(|skip to |jump to (?:content|navigation)|most read|got a tip|get (?:our|the) .{1,40}newsletter|"
    r"enlarge this image|toggle caption|hide caption|view this post on|download our app|print this|"
    r"last (?:modified|updated)|recommended (?:for you|stories)|more on this|"
    r"you (?:may|might) also (?:like|be interested in)\b|"
    r"support (?:independent|our) journalism\b ?[:.!]|photo:|"
    r"image:|image credit|photo credit|video:|photos?$|video$|close$|youtube$|cookie (?:policy|settings)|"
    r"(?:additional )?(?:reporting|writing|editing) by [^.]{3,200}$|reuters?\.{0,3}$|image (?:source|caption),|"
    r"(?:symbolic |archive |stock )?(?:photo|picture|image)s?(?: from)?: |more (?:on|about) (?:the|this) (?:subject|topic)\b|"
    r"also (?:interesting|worth reading|of interest)\b ?:|don[’']t miss\b ?:|recommended reading\b|read on:|"
    r"(?:here )?you (?:will|can) find (?:external )?content from |your consent is (?:needed|required)|external content$|"
    r"to (?:view|see|show) this content\b.{0,80}(?:cookie|consent|agree|accept)|we value your privacy|"
    r"manage (?:preferences|consent)|"
    r"already have an account\b|join (?:us|our) .{0,40}(?:whatsapp|telegram|channel|newsletter)|"
    r"\(?(?:this|the) (?:article|text|report) (?:was|has been) (?:automatically |machine[- ])?translated\b.{0,80}$|"
    r"(?:story|article) continues (?:below|after)\b|-? ?advertise?(?:ment|ing) ?-?$|share$|print$|loading\b.{0,3}$|"
    r"comments? ?\(?\d*\)?$|"
    r"\d+ (?:min(?:ute)?s? read|comments?)$|reading time\b|back to top$|"
    r"(?:related topics|trending now|latest news|top stories|newsletter)$|"
    r"our standards: |-- ?with assistance from |with (?:agency )?material (?:from|by) [^.]{2,40}\.?$|"
    r"published \d|listen to this article$)|"
    r"(?:RELATED|Related|READ MORE|Read more|READ ALSO|Read also|ALSO READ|Also read|SEE ALSO|See also|MORE|WATCH|"
    r"Watch|LISTEN|Listen|PHOTOS|GALLERY|IN PICTURES|Topics|TOPICS|Tags|TAGS|Keywords)\s?:|"
    r"READ MORE\b|READ ALSO\b|ALSO READ\b|"
    r"SEE ALSO\b|Read also\b|Also read\b|Read more\b(?: here| at| about|$)|See also [A-Z]|RELATED ARTICLES|"
    r"Related articles|Watch the (?:latest|full|exclusive|video)"
)
_LINE_ENDS = re.compile(
    r"(?:(?<![.!?]) ?\bRead more|\bwas originally (?:published|produced) (?:by|on|at|in)\b.{0,60}|"
    r"contributed to this (?:report|article|story)\.?|click here for reprint permission\.?|all rights reserved\.?)$",
    re.IGNORECASE,
)
_TAIL_OF_LINE = re.compile(
    rf"(?:(?<=[.!?…]) ?(?i:Read more|Continue reading)(?:\.{{3}}|…)?| [–—-] (?:{_PHOTO})(?:/{_PHOTO})*)$"
)
_CAPTION_END = re.compile(
    r"(?:\((?:[A-Z]{2,5} |Reuters )?(?:(?:[Ff]ile|[Aa]rchive|[Ss]ymbolic|[Ss]tock) )?"
    r"(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit)[^()]{0,140}\)|"
    r" \| ?(?:Photo|Image|Picture|Credit)s?: ?[^.!?|]{2,60}|"
    r"(?:^|(?<=[.!?)”\"] ))(?:Photo(?:graph)?|Photo credit|Image|Credit): ?[A-Z][^.!?]{1,60}\.?|"
    r"(?<=[.!?] )Credit [A-Z][\w.'’-]+ [^.!?]{1,40}|"
    rf"(?:[A-Z][\w'’-]+ ){{1,3}}?[A-Z][\w'’-]+ ?/ ?{_PHOTO}(?: ?/ ?{_PHOTO})*|©[^.!?\n]{{2,60}})$"
)
_CAPTION_START = re.compile(r"(?:FILE PHOTO|FILE IMAGE|File photo|Archive photo|Photo caption)\b ?:|FILE ?[-–—] ")
_BYLINE = re.compile(
    r"(?:By|by|BY) (?:[A-Z][\w.'’-]+ ){1,3}?[A-Z][\w.'’-]+(?:(?:,| and| \||,? for) (?:[A-Z][\w.'’-]+ ?){1,4})*$"
)
_CAPS_DATELINE = re.compile(
    rf"^[ \t]*([A-Z][A-Z .'’/-]{{3,40}})((?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?){_DAY}(?:[ \t]+\([^()\n]{{2,40}}\))?"
    rf"[ \t]+{_DASH}[ \t]+"
)
_PLACES_DATELINE = re.compile(
    rf"^[ \t]*[A-Z][\w.'’]+(?: [A-Z]\w+)?(?:/[A-Z][\w.'’]+(?: [A-Z]\w+)?)+{_DAY}[ \t]+{_DASH}[ \t]+"
)
# All-capital words before a dash that are actors of a sentence, not places.
_NOT_PLACES = re.compile(
    r"\b(?:NATO|ASEAN|BRICS|OPEC|UNESCO|UNICEF|ECOWAS|INTERPOL|CSTO|OSCE|IAEA|CNN|"
    r"BREAKING|UPDATE|EXCLUSIVE|ANALYSIS|OPINION)\b"
)
_CAPTION_HINT = re.compile(r"[/©:(|]|Credit|[–—-] ?[A-Z]")
_LONGEST_LINE, _LONGEST_CAPTION, _TAIL, _HEAD = 220, 400, 180, 4

_AGENCY_MARK = re.compile(rf"[(/](?P<a>(?i:{_AGENCY}))[)/]")
_AGENCY_TAIL = re.compile(
    rf"(?<=[.!?”\"’»]) ?[/–—-] ?(?P<c>(?i:{_AGENCY}))/?\s*$|"
    rf"\((?P<a>(?i:{_AGENCY}))(?:[/,] ?[\w-]{{2,12}})*\)\s*(?:\*[^\n]{{0,80}})?$|"
    r"\n\s*(?P<b>REUTER|Reuter|reuter)S?s?\.{0,3}\s*$"
)


def furniture(text: str) -> tuple[Span, ...]:
    """Return the spans of furniture in a text, sorted and apart from each other.

    >>> text = "MOSCOW, Feb 3 (Interfax) - Russia recalled its envoy."
    >>> [text[start:end] for start, end in furniture(text)]
    ['MOSCOW, Feb 3 (Interfax) - ']
    """
    spans: list[Span] = []
    lowered = text.lower()
    present = set(_NEEDLE.findall(lowered))
    for needles, pattern in _INLINE:
        if not present.isdisjoint(needles):
            spans.extend(found.span() for found in pattern.finditer(text))
    start, seen = 0, 0
    many = "\n" in text
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            offset = start + line.index(stripped)
            spans.extend((offset + first, offset + last) for first, last in _in_line(stripped, seen, many))
            seen += 1
        start += len(line) + 1
    return _joined(spans)


def agency(text: str) -> str | None:
    """Return the news agency whose mark the text carries in its dateline or at its end, if any.

    >>> agency("BEIJING, April 5 (Xinhua) -- China voted against."), agency("The AP said so.")
    ('Xinhua', None)
    """
    head = text[:600]
    for found in _AGENCY_MARK.finditer(head):
        before = head[: found.start()].rsplit("\n", 1)[-1]
        dated = bool(re.fullmatch(rf"[ \t]*{_DATED} ", before))
        after = head[found.end() : found.end() + 4]
        name = _AGENCIES[found["a"].lower()]
        # A dateline is a place and a day before the mark, and mostly a dash after it.
        if (dated or re.fullmatch(rf"[ \t]*(?:{_PLACE}{_DAY}[.,]? ?)?", before)) and (
            re.match(rf" ?{_DASH}|\.? ?{_DASH}|:|\.", after)
            or not before.strip()
            or name == "CNN"
            or found[0][0] == "/"
        ):
            return name
    if found_tail := _AGENCY_TAIL.search(text[-200:]):
        return _AGENCIES[(found_tail["a"] or found_tail["b"] or found_tail["c"]).lower()]
    return None


def _in_line(line: str, number: int, many: bool) -> list[Span]:
    """Return the spans within one line of a text; a text of a single line has no lines to drop whole."""
    tail = max(0, len(line) - _TAIL)
    if many and len(line) <= _LONGEST_LINE and (_LINE_STARTS.match(line) or _LINE_ENDS.search(line, tail)):
        return [(0, len(line))]
    if many and len(line) <= _LONGEST_CAPTION and _CAPTION_START.match(line):
        return [(0, len(line))]
    if many and number < _HEAD and _BYLINE.match(line):
        return [(0, len(line))]
    if many and len(line) <= _LONGEST_CAPTION and _CAPTION_HINT.search(line, tail) and _CAPTION_END.search(line, tail):
        return [(0, len(line))]
    spans: list[Span] = []
    if found := _TAIL_OF_LINE.search(line, tail):
        spans.append(found.span())
    if number < _HEAD:
        caps = _CAPS_DATELINE.match(line)
        if caps and re.search(r"[A-Z]{4}", caps[1]) and not _NOT_PLACES.search(caps[1]):
            spans.append(caps.span())
        elif places := _PLACES_DATELINE.match(line):
            spans.append(places.span())
    return spans


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
