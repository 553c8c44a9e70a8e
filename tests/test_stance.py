"""What the text makes of a statement, and who says it: what stands around the clause, one construction a row.

Each row: the sentence and one claim of it in the notation of `notation.py`; other claims are left open. Sentences are
written for this table: they tell of nothing that happened. All appear on Sunday 2020-08-23.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from notation import parse, says, written

from kg.gazetteer import read_gazetteer
from kg.lexicon import read_lexicon
from kg.model import Extraction
from kg.pipeline import link_articles, read_paragraphs
from kg.text.articles import read_article
from kg.text.language import parse_articles
from kg.text.sources import Source

if TYPE_CHECKING:
    from spacy.language import Language

# (phenomenon, sentence, claim)
STANCES = [
    ("no truth, clause hung elsewhere", "It is not true that Israel bombed the hospital in Gaza, the army said.",
     "attacked(Israel, hospital) denied by army"),
    ("no truth to reports", "There is no truth to reports that Ethiopian forces attacked Mekelle, the army said.",
     "attacked(Ethiopian forces, Mekelle) alleged by army"),
    ("no proof", "The report found no proof that Rwandan soldiers attacked Goma.",
     "attacked(Rwandan soldiers, Goma) denied"),
    ("no intention of", "Germany has no intention of sending troops to Ukraine.",
     "deployed_to(Germany, Ukraine) denied"),
    ("negated plan", "Turkey is not planning to withdraw its troops from Idlib.",
     "withdrew_from(Turkey, Idlib) denied"),
    ("nobody expects", "Nobody expects Iran to attack Riyadh.", "attacked(Iran, Riyadh) denied"),
    ("negated denial", "Ukraine has neither confirmed nor denied attacking the Kerch bridge.",
     "attacked(Ukraine, Kerch bridge) hypothetical"),
    ("never, below a vow", "The rebels vowed never to leave Goma.", "withdrew_from(rebels, Goma) denied"),
    ("could not confirm", "An army spokesman could not confirm that troops had left Sake.",
     "withdrew_from(troops, Sake) hypothetical"),
    ("motion rejected", "Parliament rejected a motion to send troops to Mali.", "deployed_to(troops, Mali) denied"),
    ("barred from", "The court barred the government from deploying police to Haiti.",
     "deployed_to(police, Haiti) denied"),
    ("acquitted of", "Two men were acquitted of killing the ambassador.", "killed(Two men, ambassador) denied"),
    ("convicted of is a fact", "Two men were convicted of killing the ambassador.",
     "killed(Two men, ambassador) asserted"),
    ("charged with", "Two men were charged with killing the ambassador.", "killed(Two men, ambassador) alleged"),
    ("cancelled, passive", "The handover of the Kabul airport to Turkish troops was cancelled.",
     "handed_over(_, Kabul airport) denied"),
    ("foiled, with an epithet", "A planned attack on the Brussels airport was foiled by police.",
     "attacked(_, Brussels airport) denied"),
    ("threatened, did not take place", "The threatened invasion of Taiwan by China did not take place.",
     "attacked(China, Taiwan) denied"),
    ("a fact under a refusal to comment", "The Taliban declined to comment on the attack on Kunduz.",
     "attacked(_, Kunduz) asserted"),
    ("a fact under a plan to answer it", "The rebels said they would respond to the attack on Aleppo.",
     "attacked(_, Aleppo) asserted"),
    ("a fact under blame", "The attack on Garissa was blamed on a rival clan.", "attacked(_, Garissa) asserted"),
    ("a fact under not being a surprise", "The attack on Goma was not a surprise.", "attacked(_, Goma) asserted"),
    ("a circumstance of a denied clause", "The rebels did not shell Goma before withdrawing from Sake.",
     "withdrew_from(rebels, Sake) asserted"),
    ("a circumstance of a planned clause", "Vladimir Melnik will visit Doha on Monday before travelling to Amman.",
     "visited(Vladimir Melnik, Amman) planned"),
    ("not only", "The militia not only attacked Kutum but also burned the market.",
     "attacked(militia, Kutum) asserted"),
    ("not until", "Indonesian troops did not leave Dili until October 1999.",
     "withdrew_from(Indonesian troops, Dili) asserted"),
    ("subjunctive", "Lebanon insists that Israel withdraw from Shebaa.", "withdrew_from(Israel, Shebaa) hypothetical"),
    ("no subjunctive", "Lebanon insists that Israel withdrew from Shebaa.", "withdrew_from(Israel, Shebaa) asserted"),
    ("warned against", "China warned the United States against sending troops to Taiwan.",
     "deployed_to(United States, Taiwan) hypothetical by China"),
    ("talks over", "Negotiations over the withdrawal of French troops from Niger went on.",
     "withdrew_from(French troops, Niger) hypothetical"),
    ("in a novel", "In the novel, Chinese troops invade Taiwan.", "attacked(Chinese troops, Taiwan) hypothetical"),
    ("a day ahead", "President Asif Durrani is meeting Prime Minister David Carver on Thursday.",
     "met(Asif Durrani, David Carver; date=2020-08-27) planned"),
    ("supposed to", "Russia was supposed to withdraw its troops from Transnistria by 2002.",
     "withdrew_from(Russia, Transnistria) planned"),
    ("may have been", "As many as 50 people may have been killed in Maiduguri.",
     "killed(_, As many as 50 people; count=..50) hypothetical"),
]  # fmt: skip
HOLDERS = [
    ("behind the clause, told an agency", "Rebels attacked Mopti, a security source told AFP on Friday.",
     "attacked(Rebels, Mopti) asserted by security source"),
    ("source quoted by an agency", "A military source, quoted by Interfax, said Russian troops had left Kherson.",
     "withdrew_from(Russian troops, Kherson) asserted by military source"),
    ("inverted quotation", "Russian troops have left Kherson, the TASS agency quoted General Igor Belov as saying.",
     "withdrew_from(Russian troops, Kherson) asserted by Igor Belov"),
    ("in a statement that", "The defence ministry said in a statement that Russian troops had left Kherson.",
     "withdrew_from(Russian troops, Kherson) asserted by defence ministry"),
    ("statement by", "Russian troops had left Kherson, according to a statement by the defence ministry.",
     "withdrew_from(Russian troops, Kherson) asserted by defence ministry"),
    ("the ministry's statement", "The ministry's statement said rebels had attacked Goma.",
     "attacked(rebels, Goma) asserted by ministry"),
    ("a report of the UN", "A UN report says that M23 killed 14 villagers in Kishishe.",
     "killed(M23, 14 villagers) asserted by United Nations"),
    ("they added", "Rebels attacked Goma, officials said. The army killed three rebels, they added.",
     "killed(army, three rebels) asserted by officials"),
    ("it added", "The ministry said rebels attacked Goma. Troops would leave Sake soon, it added.",
     "withdrew_from(Troops, Sake) planned by ministry"),
    ("between commas", "Peruvian troops, the army said, had withdrawn from Arica.",
     "withdrew_from(Peruvian troops, Arica) asserted by army"),
    ("before two quoted sentences", "The major told AFP: “Jihadists attacked Mopti. We killed six of them.”",
     "attacked(Jihadists, Mopti) asserted by major"),
    ("behind two quoted sentences", "“Jihadists attacked Mopti. They killed four men,” said Major Sekou Toure.",
     "attacked(Jihadists, Mopti) asserted by Sekou Toure"),
    ("between two quotations", "“We lost four men,” Major Sekou Toure said. “The jihadists attacked Mopti.”",
     "attacked(jihadists, Mopti) asserted by Sekou Toure"),
    ("capital, taken up by it", "Moscow said it had not attacked the hospital in Kharkiv.",
     "attacked(Russia, hospital) denied by Russia"),
    ("the accused says nothing", "Uganda, accused of supporting the M23 rebels, closed the border.",
     "supports(Uganda, M23 rebels) alleged"),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "sentence", "claim"), STANCES, ids=[row[0] for row in STANCES])
def test_stance(phenomenon: str, sentence: str, claim: str, read_sentence: Callable[[str], Extraction]) -> None:
    _assert_says(read_sentence(sentence), claim, phenomenon)


@pytest.mark.parametrize(("phenomenon", "sentence", "claim"), HOLDERS, ids=[row[0] for row in HOLDERS])
def test_holder(phenomenon: str, sentence: str, claim: str, read_sentence: Callable[[str], Extraction]) -> None:
    _assert_says(read_sentence(sentence), claim, phenomenon)


def test_nobody_holds_what_its_speaker_is_not(read_sentence: Callable[[str], Extraction]) -> None:
    extraction = read_sentence("Uganda, accused of supporting the M23 rebels, closed the border.")
    assert [claim.attributed_to for claim in extraction.claims if claim.relation == "supports"] == [None]


def test_a_quotation_goes_on_in_the_next_paragraph(nlp: "Language") -> None:
    text = "Captain Emir Begic said: “Serb forces shelled Bihac at dawn.\n“They also shelled Bosanska Krupa.”\n"
    article = read_article(Source("article", data=text.encode()))
    rules, gazetteer = read_lexicon(), read_gazetteer()
    read = [read_paragraphs(one, parsed, rules, gazetteer) for one, parsed in parse_articles(nlp, [article])]
    extraction = link_articles(read, rules, gazetteer)
    _assert_says(extraction, "attacked(Serb forces, Bihac) asserted by Emir Begic", "first paragraph")
    _assert_says(extraction, "attacked(Serb forces, Bosanska Krupa) asserted by Emir Begic", "second paragraph")


def _assert_says(extraction: Extraction, claim: str, phenomenon: str) -> None:
    names = {entity.id: entity.label for entity in extraction.entities}
    expected = parse(claim)
    found = [written(one, names) for one in extraction.claims if one.relation == expected.relation]
    assert any(says(one, names, expected) for one in extraction.claims), f"{phenomenon}: {found}"
