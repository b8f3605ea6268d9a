"""Names for invented people. Any likeness is chance: first and last names are drawn apart."""

from random import Random

FIRST = ["Aaliyah", "Abena", "Adaeze", "Agnieszka", "Aidan", "Aisha", "Alastair", "Alun", "Amara", "Amit", "Andrea", "Angharad", "Anil", "Anjali", "Ayesha", "Beatrice", "Benedict", "Bethan", "Blessing", "Bronwen", "Callum", "Carmen", "Catrin", "Chidi", "Chloe", "Ciara", "Claire", "Dafydd", "Daniel", "Deborah", "Declan", "Deepa", "Delyth", "Dilys", "Dominic", "Ebony", "Edward", "Efua", "Eilidh", "Eleri", "Elif", "Emeka", "Emma", "Esther", "Eun-ji", "Farah", "Fatima", "Fergus", "Fiona", "Folasade", "Gareth", "George", "Gethin", "Grace", "Gwen", "Habiba", "Hamza", "Hannah", "Harriet", "Haruka", "Helen", "Hugh", "Ifeoma", "Imogen", "Ines", "Iqra", "Isaac", "Ishaan", "Isobel", "Jamal", "James", "Jasmine", "Javed", "Jennifer", "Joanna", "Jomo", "Jonathan", "Joyce", "Kamal", "Karen", "Karolina", "Kate", "Keiran", "Kemi", "Kwame", "Lakshmi", "Laura", "Leila", "Liam", "Lowri", "Lucy", "Magdalena", "Maeve", "Malik", "Manjit", "Marcus", "Margaret", "Maria", "Maryam", "Mateusz", "Mehmet", "Mei", "Michael", "Miriam", "Mohammed", "Moira", "Nadia", "Naomi", "Natalia", "Neha", "Niamh", "Nikhil", "Nkechi", "Noor", "Oluwaseun", "Omar", "Owain", "Patience", "Patrick", "Paul", "Petra", "Philippa", "Precious", "Priya", "Rachel", "Rajesh", "Rebecca", "Rhiannon", "Rhys", "Robert", "Rosa", "Rukhsana", "Ruth", "Sadia", "Samuel", "Sandeep", "Sarah", "Seren", "Shabnam", "Shanice", "Sian", "Simon", "Siobhan", "Sofia", "Stephen", "Sunita", "Susan", "Tamsin", "Tariq", "Temitope", "Teresa", "Thomas", "Tomasz", "Usha", "Valentina", "Victoria", "Wanjiru", "Wen", "William", "Yasmin", "Yusuf", "Zainab", "Zoe", "Zuzanna"]

LAST = ["Abara", "Abbott", "Achebe", "Adeyemi", "Afolabi", "Ahmed", "Akhtar", "Ali", "Anderson", "Appiah", "Asante", "Bailey", "Banerjee", "Barnes", "Begum", "Bello", "Bennett", "Bevan", "Bhatt", "Blackwood", "Boateng", "Bowen", "Brennan", "Brown", "Campbell", "Carter", "Chakrabarti", "Chan", "Chaudhry", "Chen", "Clarke", "Cooper", "Coughlan", "Cox", "Cullen", "Cunningham", "Dacosta", "Dalton", "Danjuma", "Das", "Davies", "Desai", "Dhillon", "Doherty", "Driscoll", "Dube", "Edwards", "Egan", "Ekwueme", "Elliott", "Evans", "Fairclough", "Farrell", "Fernandes", "Finch", "Fitzgerald", "Fletcher", "Forrester", "Foster", "Gallagher", "Garcia", "Gill", "Goldberg", "Gordon", "Graham", "Grant", "Green", "Griffiths", "Gupta", "Haddad", "Hall", "Hamilton", "Harding", "Harris", "Hassan", "Hayes", "Hughes", "Hussain", "Ibrahim", "Iqbal", "Islam", "Jackson", "James", "Jenkins", "Johnson", "Jones", "Joshi", "Kamara", "Kapoor", "Kaur", "Kelly", "Khan", "Kowalska", "Kumar", "Lawson", "Lewandowski", "Lewis", "Lim", "Llewellyn", "Lloyd", "Mahmood", "Malik", "Marsh", "Martin", "Mbeki", "McAllister", "McCarthy", "McDonald", "McKenzie", "Mehta", "Mensah", "Miller", "Mistry", "Mitchell", "Moore", "Morgan", "Morris", "Mukherjee", "Murphy", "Murray", "Musa", "Mwangi", "Naidoo", "Nair", "Nash", "Ncube", "Nguyen", "Novak", "Nwosu", "Obi", "Okafor", "Okonkwo", "Oliver", "Osei", "Owen", "Parekh", "Park", "Parry", "Patel", "Pearson", "Pereira", "Phillips", "Powell", "Price", "Pritchard", "Quinn", "Qureshi", "Rahman", "Rao", "Reid", "Reilly", "Rees", "Richards", "Roberts", "Robinson", "Rossi", "Russell", "Ryan", "Saleh", "Sandhu", "Santos", "Scott", "Sesay", "Shah", "Sharma", "Shaw", "Sheikh", "Silva", "Singh", "Smith", "Solanki", "Stewart", "Suleiman", "Szymanski", "Tanaka", "Taylor", "Thapa", "Thomas", "Thompson", "Turner", "Uddin", "Vaughan", "Walker", "Wallace", "Walsh", "Ward", "Watson", "Williams", "Wilson", "Wood", "Wright", "Yilmaz", "Young", "Zaman", "Zhang"]


class Names:
    """Names that do not repeat until all pairs are used; then a middle initial tells people apart."""

    def __init__(self, random: Random):
        self.random = random
        self.used: set[str] = set()

    def next(self) -> str:
        for initials in ("", " {}.", " {}. {}."):
            for _ in range(40):
                middle = initials.format(*(self.random.choice("ABCDEFGHJKLMNPRSTW") for _ in range(2)))
                name = f"{self.random.choice(FIRST)}{middle} {self.random.choice(LAST)}"
                if name not in self.used:
                    self.used.add(name)
                    return name
        name = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}-{self.random.choice(LAST)} {len(self.used)}"
        self.used.add(name)
        return name
