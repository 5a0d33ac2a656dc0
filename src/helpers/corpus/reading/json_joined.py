"""Authors, and posts sent on, to which the records of a JSON value refer by their ids: put into the records."""

from .columns import folded

_PEOPLE = frozenset("users authors accounts profiles members people owners channels groups pages مستخدمون".split())
_REFERRING = tuple(
    "authorid userid useridstr fromid senderid ownerid accountid profileid channelid memberid createdby author user "
    "from sender owner".split()
)
_NAMES = "name fullname displayname realname title username screenname handle login".split()
_HANDLES = "username screenname handle login".split()
_POSTS = frozenset("tweets posts statuses messages".split())
_DEEPEST, _LOOKED_AT = 4, 200


def joined(value, records):
    """Return (records, sentences): each with its author as an object `user`, the whole of a retweet beside its text.

    value: the JSON value in which the records stand. Authors are lists of objects, or objects by their id, called
    users, profiles … beside them ({"data": […], "includes": {"users": […]}}). Records are only changed where half of
    them refer to one of these, by author_id and the like.
    """
    if not isinstance(value, dict):
        return records, []
    records, remarks = with_authors(value, records)
    if any("referenced_tweets" in record for record in records[:_LOOKED_AT] if isinstance(record, dict)):
        posts = {number: post for _, found in _by_ids(value, _POSTS, "", 1) for number, post in found.items()}
        records = [_with_retweet(record, posts) for record in records]
    return records, remarks


def with_authors(value, records):
    """Return (records, sentences) as `joined`, as far as the authors go."""
    people, where = {}, []
    for path, found in _by_ids(value, _PEOPLE, "", 1):
        known = {number: person for number, inner in found.items() if (person := _person(inner))}
        people |= known
        where += [path] if known else []
    first = [record for record in records[:_LOOKED_AT] if isinstance(record, dict)] if people else []
    key = _reference(first, people) if first else None
    if key is None:
        return records, []
    told = f'the names of the authors are taken from the list "{where[0]}"'
    return [_with_author(record, key, people) for record in records], [told]


def _by_ids(value, names, path, depth):
    """Yield (path, {id: object}) of the lists of objects of these names, and of the objects by their ids."""
    for key, inner in value.items():
        here = f"{path}.{key}" if path else str(key)
        listed = inner if isinstance(inner, list) else []
        if isinstance(inner, dict):
            if folded(str(key)) in names and inner and all(isinstance(one, dict) for one in inner.values()):
                yield here, {_plain(number): one for number, one in inner.items()}
            elif depth < _DEEPEST:
                yield from _by_ids(inner, names, here, depth + 1)
        elif listed and folded(str(key)) in names and isinstance(listed[0], dict):
            found = ((_id(one), one) for one in listed if isinstance(one, dict))
            yield here, {number: one for number, one in found if number}


def _id(one):
    return next((_plain(one[key]) for key in ("id", "id_str", "_id", "uid", "user_id") if key in one), "")


def _plain(number):
    """An id as it is compared: where groups stand among people their ids are below nought."""
    return str(number).lstrip("-") if isinstance(number, str | int) and not isinstance(number, bool) else ""


def _person(inner):
    """{id, name, username} of an object about somebody, {} where it has no name."""
    names = {folded(str(key)): text for key, text in inner.items() if isinstance(text, str) and text.strip()}
    parts = [names[part] for part in ("firstname", "lastname") if part in names]
    name = next((names[key] for key in _NAMES if key in names), None) or " ".join(parts)
    handle = next((names[key] for key in _HANDLES if key in names), None)
    made = {"name": name, "username": handle}
    return {"id": _id(inner)} | {key: text for key, text in made.items() if text} if name else {}


def _reference(first, people):
    """The key by which half of the first records and more refer to somebody, the likeliest one."""
    keys = dict.fromkeys(key for record in first for key in record)
    named = sorted((key for key in keys if folded(str(key)) in _REFERRING), key=lambda key: _order(key))
    return next((key for key in named if 2 * sum(_plain(one.get(key)) in people for one in first) >= len(first)), None)


def _order(key):
    return _REFERRING.index(folded(str(key)))


def _with_author(record, key, people):
    person = people.get(_plain(record.get(key))) if isinstance(record, dict) else None
    if person is None or isinstance(record.get("user"), dict):
        return record
    return {**record, "user": person}


def _with_retweet(record, posts):
    """A record that sends another one on, with the text of that one: its own breaks off."""
    if not isinstance(record, dict) or "retweeted_status" in record:
        return record
    references = record.get("referenced_tweets")
    for one in references if isinstance(references, list) else ():
        post = posts.get(_plain(one.get("id"))) if isinstance(one, dict) and one.get("type") == "retweeted" else None
        if post is not None:
            return {**record, "retweeted_status": {key: post[key] for key in ("text", "note_tweet") if key in post}}
    return record
