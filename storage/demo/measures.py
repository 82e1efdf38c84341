"""What measures cost and where they are posted, as data: accounts, measures, prices, suppliers.

F19 gives the prices of contact persons and says that four institutions of the municipality's own are not posted by
citizen. The functions are those of the municipal chart of accounts. All other figures are ours, of the size that
Danish municipalities publish. A supplier's name says what it is; none of them exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INTERN, EKSTERN = "intern", "ekstern"
RESIDENCES, SUPPORT, FOSTER, INSTITUTIONS, SECURE, DAY_OFFERS, SOCIAL, REFUND = (
    "5.28.20",
    "5.28.21",
    "5.28.22",
    "5.28.23",
    "5.28.24",
    "5.28.25",
    "5.57.72",
    "5.22.07",
)
ACCOUNTS = {
    RESIDENCES: "Opholdssteder for børn og unge",
    SUPPORT: "Forebyggende foranstaltninger for børn og unge",
    FOSTER: "Plejefamilier",
    INSTITUTIONS: "Døgninstitutioner for børn og unge",
    SECURE: "Sikrede døgninstitutioner for børn og unge",
    DAY_OFFERS: "Særlige dagtilbud og særlige klubber",
    SOCIAL: "Sociale formål (merudgifter og tabt arbejdsfortjeneste)",
    REFUND: "Indtægter fra den centrale refusionsordning",
}
"""Accounts are not split further than the functions of the chart."""
MISTYPED_ACCOUNT = "5.82.22"
"""Neither in the chart nor in the budget: two figures changed places."""


@dataclass(frozen=True, slots=True)
class Performer:
    """Who carries a measure out, with the unit price in kroner they take this year."""

    weight: float
    price: tuple[int, int]
    suppliers: tuple[str, ...]
    rise: float
    """How much the price rose since last year, as a share."""
    collective: float = 0.0
    """Share of grants billed together with the supplier's others, not by citizen (F19: four institutions); for foster
    families it is their wages."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of grant; `paragraph` holds from 2024 on, `old_paragraph` before (Barnets Lov, Serviceloven)."""

    name: str
    paragraph: str
    old_paragraph: str
    step: int | None
    account: str
    unit: str
    performers: Mapping[str, Performer]
    """By `intern`, `ekstern`, or blank for payments to the family."""
    quantity: tuple[int, int] = (1, 1)
    bill_day: int = 15
    """The usual day of the month for its posting."""


FOSTER_CARE = Measure(
    "plejefamilie",
    "BL § 46",
    "SEL § 52",
    5,
    FOSTER,
    "måned",
    {
        INTERN: Performer(0.75, (24_000, 46_000), ("Familieplejen",), 0.022, 0.7),
        EKSTERN: Performer(0.25, (44_000, 68_000), ("Plejeformidlingen Lærkebo", "Familiepleje Øst"), 0.041),
    },
    bill_day=28,
)
RESIDENCE = Measure(
    "opholdssted",
    "BL § 46",
    "SEL § 52",
    6,
    RESIDENCES,
    "døgn",
    {EKSTERN: Performer(1, (2_900, 5_200), ("Opholdsstedet Birkely", "Opholdsstedet Fjordhøj", "Skovbrynet"), 0.038)},
    bill_day=10,
)
INSTITUTION = Measure(
    "døgninstitution",
    "BL § 46",
    "SEL § 52",
    7,
    INSTITUTIONS,
    "døgn",
    {
        INTERN: Performer(0.8, (3_300, 4_300), ("Ungdomspensionen Egevang", "Børnehuset Lindealle"), 0.019, 1.0),
        EKSTERN: Performer(0.2, (4_400, 6_900), ("Døgninstitutionen Havblik", "Behandlingshjemmet Elmelund"), 0.046),
    },
    bill_day=12,
)
SECURE_INSTITUTION = Measure(
    "sikret døgninstitution",
    "BL § 46",
    "SEL § 52",
    7,
    SECURE,
    "døgn",
    {EKSTERN: Performer(1, (8_800, 10_900), ("Den sikrede afdeling Klitgården",), 0.03)},
    bill_day=20,
)
FAMILY_TREATMENT = Measure(
    "familiebehandling",
    "BL § 32",
    "SEL § 52",
    3,
    SUPPORT,
    "uge",
    {
        INTERN: Performer(0.6, (2_700, 3_500), ("Familiehuset Solsikken",), 0.02, 0.92),
        EKSTERN: Performer(0.4, (4_300, 7_200), ("Familieværkstedet", "Praksis for familier"), 0.05),
    },
    bill_day=18,
)
CONTACT_PERSON = Measure(
    "kontaktperson",
    "BL § 32",
    "SEL § 52",
    2,
    SUPPORT,
    "måned",
    {
        # F19: 4 835 kroner a month for the municipality's own, 8 500 to 25 000 for external ones.
        INTERN: Performer(0.57, (4_835, 4_835), ("Kontaktpersonkorpset",), 0.021, 0.43),
        EKSTERN: Performer(0.43, (8_500, 25_000), ("Kontakt og Støtte", "Vejviser til unge"), 0.06),
    },
    bill_day=25,
)
YOUTH_CONTACT = Measure(
    "kontaktperson",
    "BL §§ 111-121",
    "SEL § 76",
    2,
    SUPPORT,
    "måned",
    CONTACT_PERSON.performers,
    bill_day=25,
)
YOUTH_STAY = Measure(
    "opretholdt anbringelse",
    "BL §§ 111-121",
    "SEL § 76",
    5,
    FOSTER,
    "måned",
    {INTERN: Performer(1, (19_000, 33_000), ("Familieplejen",), 0.022, 0.7)},
    bill_day=28,
)
SUPPORT_PERSON = Measure(
    "støtteperson",
    "BL § 32",
    "SEL § 52",
    2,
    SUPPORT,
    "time",
    {
        INTERN: Performer(0.5, (310, 340), ("Støttekorpset",), 0.02, 0.8),
        EKSTERN: Performer(0.5, (410, 560), ("Kontakt og Støtte",), 0.045),
    },
    quantity=(3, 10),
    bill_day=22,
)
HOME_SUPPORT = Measure(
    "praktisk pædagogisk støtte",
    "BL § 32",
    "SEL § 52",
    3,
    SUPPORT,
    "time",
    {
        INTERN: Performer(0.7, (300, 330), ("Familiehuset Solsikken",), 0.02, 0.9),
        EKSTERN: Performer(0.3, (400, 520), ("Familieværkstedet",), 0.04),
    },
    quantity=(3, 9),
    bill_day=18,
)
RESPITE = Measure(
    "aflastning",
    "BL § 32",
    "SEL § 52",
    4,
    SUPPORT,
    "måned",
    # The quantity is days a month, each at the price.
    {
        INTERN: Performer(0.6, (1_450, 2_300), ("Familieplejen",), 0.022, 0.7),
        EKSTERN: Performer(0.4, (2_400, 3_800), ("Aflastningshjemmet Stjernen",), 0.035),
    },
    quantity=(2, 6),
    bill_day=28,
)
COUNSELLING = Measure(
    "tidlig rådgivning",
    "BL § 30",
    "SEL § 11",
    1,
    SUPPORT,
    "gang",
    {INTERN: Performer(1, (3_500, 9_000), ("Familiehuset Solsikken",), 0.02)},
)
SCHOOL_TREATMENT = Measure(
    "skoledagbehandling",
    "BL § 32",
    "SEL § 52",
    4,
    DAY_OFFERS,
    "måned",
    {
        INTERN: Performer(0.65, (23_000, 28_000), ("Dagskolen Kastanjen",), 0.02, 0.9),
        EKSTERN: Performer(0.35, (29_000, 41_000), ("Behandlingsskolen Enghaven", "Skolen ved Åen"), 0.043),
    },
    bill_day=8,
)
EXTRA_COSTS = Measure(
    "merudgift",
    "BL § 86",
    "SEL § 41",
    None,
    SOCIAL,
    "måned",
    {"": Performer(1, (1_050, 4_200), (), 0.028)},
    bill_day=3,
)
EXTRA_COST_ONCE = Measure(
    "merudgift",
    "BL § 86",
    "SEL § 41",
    None,
    SOCIAL,
    "gang",
    {"": Performer(1, (4_500, 38_000), (), 0.028)},
)
LOST_EARNINGS = Measure(
    "tabt arbejdsfortjeneste",
    "BL § 87",
    "SEL § 42",
    None,
    SOCIAL,
    "time",
    {"": Performer(1, (165, 215), (), 0.03)},
    quantity=(4, 24),
    bill_day=26,
)
