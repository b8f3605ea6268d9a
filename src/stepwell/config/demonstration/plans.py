"""Three invented organisations: their units, the jobs in them, the frameworks they use, and the cast that signs in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Job:
    title: str
    profession: str
    grade: str


@dataclass(frozen=True)
class Plan:
    """`heads` lead units, `jobs` fill them; grades are the organisation's own and need not be in any pack."""

    slug: str
    name: str
    kind: str
    mark: str
    colour: str
    domain: str
    frameworks: list[str]
    chief: Job
    directors: list[tuple[str, Job, list[str]]]
    head: Job
    lead: Job
    jobs: list[Job]
    share: float
    duties: dict[str, Job] = field(default_factory=dict)
    told_of: tuple[str, ...] = ()

    @property
    def has_year(self) -> bool:
        """Whether the year of one person is told here: of the first who has one of these jobs."""
        return bool(self.told_of)


UNIVERSITY = Plan(
    slug="wexbridge",
    name="Wexbridge University",
    kind="university",
    mark="WU",
    colour="#1d4f7c",
    domain="wexbridge",
    frameworks=["qmul-leading-together", "qmul-values-in-action", "qmul-grade-profiles", "qmul-conversations"],
    chief=Job("University Secretary", "Professional services", "8A"),
    directors=[
        (
            "Student and Academic Services",
            Job("Academic Registrar", "Student services", "8B"),
            ["Admissions", "Student Wellbeing", "Examinations and Awards"],
        ),
        (
            "Library and Digital",
            Job("Director of Library and Digital", "Library and IT", "8B"),
            ["Library Services", "Digital Platforms", "Service Desk"],
        ),
        (
            "Estates and Campus Life",
            Job("Director of Estates", "Estates", "8C"),
            ["Campus Operations", "Residences and Catering"],
        ),
    ],
    head=Job("Head of Service", "Professional services", "7"),
    lead=Job("Team Manager", "Professional services", "6"),
    jobs=[
        Job("Services Assistant", "Professional services", "2"),
        Job("Administrator", "Professional services", "3"),
        Job("Senior Administrator", "Professional services", "4"),
        Job("Officer", "Professional services", "5"),
        Job("Senior Officer", "Professional services", "5"),
        Job("Adviser", "Student services", "5"),
    ],
    share=0.4,
    duties={
        "framework_owner": Job("Organisational Development Partner", "Human resources", "6"),
        "coordinator": Job("Development Coordinator", "Human resources", "5"),
        "people_administrator": Job("HR Systems Officer", "Human resources", "5"),
        "data_protection_officer": Job("Data Protection Officer", "Governance", "7"),
    },
)

COUNCIL = Plan(
    slug="harbourne",
    name="Harbourne City Council",
    kind="council",
    mark="HC",
    colour="#7a2e4d",
    domain="harbourne",
    frameworks=["bristol-values", "bristol-leadership-behaviours", "bristol-leadership-qualities"],
    chief=Job("Chief Executive", "Corporate", "CO1"),
    directors=[
        (
            "Adults and Communities",
            Job("Director of Adult Social Care", "Social work", "CO3"),
            ["Hospital Social Work", "Learning Disability Services", "Safeguarding"],
        ),
        (
            "Place and Environment",
            Job("Director of Place", "Planning", "CO3"),
            ["Waste and Streets", "Parks and Open Spaces"],
        ),
        ("Homes and Regeneration", Job("Director of Homes", "Housing", "CO3"), ["Housing Options", "Repairs"]),
    ],
    head=Job("Head of Service", "Corporate", "HG14"),
    lead=Job("Team Leader", "Corporate", "HG11"),
    jobs=[
        Job("Support Officer", "Corporate", "HG5"),
        Job("Case Worker", "Housing", "HG8"),
        Job("Social Worker", "Social work", "HG10"),
        Job("Inspector", "Environment", "HG9"),
        Job("Occupational Therapist", "Allied health", "HG10"),
    ],
    share=0.25,
    duties={
        "framework_owner": Job("Workforce Development Manager", "Human resources", "HG12"),
        "coordinator": Job("Learning Coordinator", "Human resources", "HG8"),
        "people_administrator": Job("Workforce Data Analyst", "Human resources", "HG9"),
        "data_protection_officer": Job("Information Governance Manager", "Governance", "HG13"),
    },
)

TRUST = Plan(
    slug="saltmarsh",
    name="Saltmarsh and Fen NHS Foundation Trust",
    kind="nhs_trust",
    mark="SF",
    colour="#0b5c66",
    domain="saltmarsh",
    frameworks=["nhs-hlm", "nhs-lqf", "nhs-scope-for-growth"],
    chief=Job("Chief Nurse", "Nursing", "VSM"),
    directors=[
        (
            "Medicine and Emergency Care",
            Job("Divisional Director of Nursing", "Nursing", "Band 9"),
            ["Acute Medical Unit", "Emergency Department", "Older People’s Wards"],
        ),
        (
            "Women’s and Children’s",
            Job("Director of Midwifery", "Midwifery", "Band 9"),
            ["Maternity", "Children’s Ward"],
        ),
        (
            "Therapies and Diagnostics",
            Job("Director of Allied Health", "Allied health", "Band 9"),
            ["Physiotherapy", "Imaging", "Pathology"],
        ),
    ],
    head=Job("Matron", "Nursing", "Band 8a"),
    lead=Job("Ward or Team Manager", "Nursing", "Band 7"),
    jobs=[
        Job("Healthcare Support Worker", "Nursing", "Band 3"),
        Job("Staff Nurse", "Nursing", "Band 5"),
        Job("Senior Staff Nurse", "Nursing", "Band 6"),
        Job("Physiotherapist", "Allied health", "Band 6"),
        Job("Biomedical Scientist", "Healthcare science", "Band 6"),
        Job("Ward Clerk", "Administration", "Band 3"),
    ],
    share=0.35,
    told_of=("Staff Nurse", "Senior Staff Nurse"),
    duties={
        "framework_owner": Job("Leadership Development Lead", "Human resources", "Band 8a"),
        "coordinator": Job("Talent Coordinator", "Human resources", "Band 5"),
        "people_administrator": Job("ESR and Workforce Officer", "Human resources", "Band 5"),
        "data_protection_officer": Job("Data Protection Officer", "Governance", "Band 8b"),
    },
)

PLANS = [UNIVERSITY, COUNCIL, TRUST]
