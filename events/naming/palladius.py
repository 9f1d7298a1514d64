"""Chinese names as Russian texts write them, by the system of Palladius: “Бай Синьюэ” is Bai Xinyue.

Every syllable has one spelling, so what splits into them wholly can be read back. Whether a name is Chinese
can't be told for certain (“Ли Ян”): it may be, if it is built like one.
"""

import re
from functools import lru_cache
from typing import NamedTuple

MAX_SYLLABLES = 2  # of a given name
MAX_LETTERS = 6  # of a syllable
CYRILLIC = re.compile("[а-я]+")
VOWELS = tuple("аеийоуыэюя")
# Many write е where the system has э: “Вей”, “Чжен”.
PLAIN_E = re.compile("(?<=[а-я])е(?=й|н(?![аеийоуыэюя]))")

# A line or two for each initial sound. In pinyin ü is u, as in the keys of names in characters.
TABLE = """
а:a ай:ai ань:an ан:ang ао:ao э:e эй:ei энь:en эн:eng эр:er о:o оу:ou
ба:ba бай:bai бань:ban бан:bang бао:bao бэй:bei бэнь:ben бэн:beng би:bi бянь:bian бяо:biao бе:bie
бинь:bin бин:bing бо:bo бу:bu
па:pa пай:pai пань:pan пан:pang пао:pao пэй:pei пэнь:pen пэн:peng пи:pi пянь:pian пяо:piao пе:pie
пинь:pin пин:ping по:po поу:pou пу:pu
ма:ma май:mai мань:man ман:mang мао:mao мэ:me мэй:mei мэнь:men мэн:meng ми:mi мянь:mian мяо:miao ме:mie
минь:min мин:ming мю:miu мо:mo моу:mou му:mu
фа:fa фань:fan фан:fang фэй:fei фэнь:fen фэн:feng фо:fo фоу:fou фу:fu
да:da дай:dai дань:dan дан:dang дао:dao дэ:de дэй:dei дэн:deng ди:di дянь:dian дяо:diao де:die дин:ding
дю:diu дун:dong доу:dou ду:du дуань:duan дуй:dui дунь:dun до:duo
та:ta тай:tai тань:tan тан:tang тао:tao тэ:te тэн:teng ти:ti тянь:tian тяо:tiao те:tie тин:ting тун:tong
тоу:tou ту:tu туань:tuan туй:tui тунь:tun то:tuo
на:na най:nai нань:nan нан:nang нао:nao нэ:ne нэй:nei нэнь:nen нэн:neng ни:ni нянь:nian нян:niang
няо:niao не:nie нинь:nin нин:ning ню:niu нун:nong ноу:nou ну:nu нуань:nuan но:nuo нюй:nu нюэ:nue
ла:la лай:lai лань:lan лан:lang лао:lao лэ:le лэй:lei лэн:leng ли:li ля:lia лянь:lian лян:liang ляо:liao
ле:lie линь:lin лин:ling лю:liu лун:long лоу:lou лу:lu луань:luan лунь:lun ло:luo люй:lu люэ:lue
га:ga гай:gai гань:gan ган:gang гао:gao гэ:ge гэй:gei гэнь:gen гэн:geng гун:gong гоу:gou гу:gu гуа:gua
гуай:guai гуань:guan гуан:guang гуй:gui гунь:gun го:guo
ка:ka кай:kai кань:kan кан:kang као:kao кэ:ke кэнь:ken кэн:keng кун:kong коу:kou ку:ku куа:kua куай:kuai
куань:kuan куан:kuang куй:kui кунь:kun ко:kuo
ха:ha хай:hai хань:han хан:hang хао:hao хэ:he хэй:hei хэнь:hen хэн:heng хун:hong хоу:hou ху:hu хуа:hua
хуай:huai хуань:huan хуан:huang хуэй:hui хунь:hun хо:huo
цзи:ji цзя:jia цзянь:jian цзян:jiang цзяо:jiao цзе:jie цзинь:jin цзин:jing цзюн:jiong цзю:jiu цзюй:ju
цзюань:juan цзюэ:jue цзюнь:jun
ци:qi ця:qia цянь:qian цян:qiang цяо:qiao це:qie цинь:qin цин:qing цюн:qiong цю:qiu цюй:qu цюань:quan
цюэ:que цюнь:qun
си:xi ся:xia сянь:xian сян:xiang сяо:xiao се:xie синь:xin син:xing сюн:xiong сю:xiu сюй:xu сюань:xuan
сюэ:xue сюнь:xun
чжа:zha чжай:zhai чжань:zhan чжан:zhang чжао:zhao чжэ:zhe чжэнь:zhen чжэн:zheng чжи:zhi чжун:zhong
чжоу:zhou чжу:zhu чжуа:zhua чжуай:zhuai чжуань:zhuan чжуан:zhuang чжуй:zhui чжунь:zhun чжо:zhuo
ча:cha чай:chai чань:chan чан:chang чао:chao чэ:che чэнь:chen чэн:cheng чи:chi чун:chong чоу:chou чу:chu
чуай:chuai чуань:chuan чуан:chuang чуй:chui чунь:chun чо:chuo
ша:sha шай:shai шань:shan шан:shang шао:shao шэ:she шэй:shei шэнь:shen шэн:sheng ши:shi шоу:shou шу:shu
шуа:shua шуай:shuai шуань:shuan шуан:shuang шуй:shui шунь:shun шо:shuo
жань:ran жан:rang жао:rao жэ:re жэнь:ren жэн:reng жи:ri жун:rong жоу:rou жу:ru жуань:ruan жуй:rui
жунь:run жо:ruo
цза:za цзай:zai цзань:zan цзан:zang цзао:zao цзэ:ze цзэй:zei цзэнь:zen цзэн:zeng цзы:zi цзун:zong
цзоу:zou цзу:zu цзуань:zuan цзуй:zui цзунь:zun цзо:zuo
ца:ca цай:cai цань:can цан:cang цао:cao цэ:ce цэнь:cen цэн:ceng цы:ci цун:cong цоу:cou цу:cu цуань:cuan
цуй:cui цунь:cun цо:cuo
са:sa сай:sai сань:san сан:sang сао:sao сэ:se сэнь:sen сэн:seng сы:si сун:song соу:sou су:su суань:suan
суй:sui сунь:sun со:suo
я:ya янь:yan ян:yang яо:yao е:ye и:yi инь:yin ин:ying йо:yo юн:yong ю:you юй:yu юань:yuan юэ:yue юнь:yun
ва:wa вай:wai вань:wan ван:wang вэй:wei вэнь:wen вэн:weng во:wo у:wu
"""
SYLLABLES = dict(pair.split(":") for pair in TABLE.split())
SYLLABLES |= {"хуй": "hui", "хой": "hui"}  # spelt “хуэй” for decency; “хой” in names of places
FAMILIES = "оуян сыма чжугэ шангуань сыту дунфан сяхоу хуанфу юйчи гунсунь линху мужун юйвэнь чжансунь"
COMPOUND = set(FAMILIES.split())  # family names of two syllables


class Pinyin(NamedTuple):
    """A name in the letters of pinyin, small ones."""

    family: str
    given: str


@lru_cache(maxsize=20_000)
def read(name: str) -> Pinyin | None:
    """The Chinese name that this may be, if it is built like one: a family name of one syllable, or a known
    longer one, before or after a given name of one or two.
    """
    words = _words(name)
    if not 2 <= len(words) <= 1 + MAX_SYLLABLES:
        return None
    for family, others in ((words[0], words[1:]), (words[-1], words[:-1])):
        first, given = syllables(family), syllables("ъ".join(others))
        if (len(first) == 1 or family in COMPOUND) and 1 <= len(given) <= MAX_SYLLABLES:
            return Pinyin("".join(first), "".join(given))
    return None


@lru_cache(maxsize=1_000)
def read_words(text: str) -> list[str]:
    """The words of a text in pinyin, whatever they are of a name; none unless all can be read."""
    found = ["".join(syllables(word)) for word in _words(text)]
    return found if all(found) else []


def syllables(word: str) -> list[str]:
    """A word's syllables in pinyin; none if something remains. ъ parts н from a vowel that follows it."""
    return _split(PLAIN_E.sub("э", word)) or []


def _split(word: str) -> list[str] | None:
    if not word:
        return []
    for size in range(min(MAX_LETTERS, len(word)), 0, -1):
        head, rest = word[:size], word[size:]
        if head not in SYLLABLES or (head.endswith("н") and rest.startswith(VOWELS)):
            continue
        if (others := _split(rest.removeprefix("ъ"))) is not None:
            return [SYLLABLES[head], *others]
    return None


def _words(text: str) -> list[str]:
    """In small letters; none if the text holds letters of another script."""
    text = text.lower().replace("-", "").replace("ё", "е")
    words = CYRILLIC.findall(text)
    return words if sum(map(len, words)) == sum(map(str.isalpha, text)) else []
