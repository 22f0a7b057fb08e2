"""Layer 11: standing states that the text itself states."""

from isnad.annotate.relations.bodies import Bodies
from isnad.annotate.relations.enmity import Enmity
from isnad.annotate.relations.ground import Ground
from isnad.annotate.relations.parts import Parts
from isnad.annotate.relations.people import People
from isnad.annotate.relations.posts import Posts
from isnad.model import Relation


class RelationReader(Bodies, Posts, People, Ground, Enmity, Parts):
    """Finds the relations of one report."""

    def read(self) -> tuple[Relation, ...]:
        """Relations without repetition, in text order."""
        found: dict[tuple[str, str, str], Relation] = {}
        read = (self._bodies, self._arms, self._branches, self._posts, self._members, self._leaders, self._named_after,
                self._listed_people, self._ground, self._hostility, self._parts)  # fmt: skip
        for relation in (one for reader in read for one in reader()):
            if relation.from_ != relation.to:
                found.setdefault((relation.type, relation.from_, relation.to), relation)
        return tuple(sorted(found.values(), key=lambda r: r.evidence))
