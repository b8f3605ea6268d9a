"""Names that are also words of everyday notes about work, and short words that stand at the beginning of sentences.

Written small, such a word is taken for the word; with a capital, somebody has to say. A word that the list lacks is asked
about more often, never less; so names that nobody would write as a word there (Ruby, Heather) are left out.
"""

SHORT = """
a all am an and any are as ask at be bit but by can con day did do en few fit for get go got had has have he her hers him
his how i if in is it its job key la led let lot me men met my new no nor not now of off old on one or our ours out own per
put ran red run sad said sat saw say see set she sit six so some such ten than that the their them told asked gave then there these they this
those three to too top try two un up us use van via was we well went were what when where which while who whom whose why
with won yes yet you your
"""
NAMES = """
able april art august autumn bank banks best bill bishop black blue bond bridge bridges bright brown bull burn burns butler
care case cash chance chancellor change charity chase church clear close coach cook court cross curt dawn day days dean dear
draper drew early english even ever faith fall farmer favour field fields flower flowers foot force forest forge fortune
foster frank free french fuller garden gardener gentle gift glad glass gold golden good goodness grace grant gray green grey
guard guide hall hand happy hardy harvest head heart hill hills holiday home honest honour hood hook hope house hunt
innocent joy judge june just justice keen kind king land large law lawyer leader light little long lord love lovely low luck
lucky magic major man manager manners march mark marks marry master may mayor mean mercy merit merry mile miles mill minor
moon morning mount neat new nice night noble north nurse ocean pace page painter park parks patience patient peace penny
pitch place pleasant pole pool port porter post power powers praise precious press price pride prime prince prior promise
proper purple queen quick rain read rector rich ridge ring rise river rivers rock root rose royal rush sage self senior
sense sergeant serene sharp ship shore short silver simple singer skip sky slack small smart snow song south spark speak
speed spring stack star steel stock stone storm strange street strong summer sun sunny sweet swift temple tender term
thorough tiny tower town trace treasure tree trip true trust truth twist union urban verse vicar victor virtue walker wall
walls ward warden warm wash waters wave waves way weather week weeks well wells west white wild will win wind winner winter
wisdom wise wish wonder wood woods work worth yard young youth zeal
"""
ORDINARY = frozenset(SHORT.split() + NAMES.split())
