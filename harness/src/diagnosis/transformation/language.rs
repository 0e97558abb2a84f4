//! Short names of days and months (Unicode CLDR 46, format-abbreviated, and for some the forms that older runtimes print).

/// The names of a language, from Monday and from January, parted by blanks.
pub(super) struct Language {
    pub(super) days: &'static str,
    pub(super) months: &'static str,
}

const fn of(days: &'static str, months: &'static str) -> Language {
    Language { days, months }
}

const EAST_MONTHS: &str = "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月";

pub(super) const LANGUAGES: &[Language] = &[
    of("周一 周二 周三 周四 周五 周六 周日", EAST_MONTHS),
    of("星期一 星期二 星期三 星期四 星期五 星期六 星期日", EAST_MONTHS),
    of(
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
        "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    ),
    of("週一 週二 週三 週四 週五 週六 週日", EAST_MONTHS),
    of("月 火 水 木 金 土 日", EAST_MONTHS),
    of(
        "월 화 수 목 금 토 일",
        "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
    ),
    of(
        "Mo Di Mi Do Fr Sa So",
        "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    ),
    of(
        "Mo. Di. Mi. Do. Fr. Sa. So.",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    ),
    of(
        "Mo Di Mi Do Fr Sa So",
        "Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    ),
    of(
        "lun. mar. mer. jeu. ven. sam. dim.",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    ),
    of(
        "lun mar mié jue vie sáb dom",
        "ene feb mar abr may jun jul ago sept oct nov dic",
    ),
    of(
        "lun mar mié jue vie sáb dom",
        "ene feb mar abr may jun jul ago sep oct nov dic",
    ),
    of(
        "lun mar mer gio ven sab dom",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    of(
        "seg. ter. qua. qui. sex. sáb. dom.",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    ),
    of(
        "segunda terça quarta quinta sexta sábado domingo",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    ),
    of(
        "ma di wo do vr za zo",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ),
    of(
        "пн вт ср чт пт сб вс",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    ),
    of(
        "Пн Вт Ср Чт Пт Сб Вс",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
    ),
    of(
        "пн вт ср чт пт сб нд",
        "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.",
    ),
    of(
        "pon. wt. śr. czw. pt. sob. niedz.",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    ),
    of(
        "po út st čt pá so ne",
        "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    ),
    of(
        "Pzt Sal Çar Per Cum Cmt Paz",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
    ),
    of(
        "mån tis ons tors fre lör sön",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
    ),
    of(
        "man. tirs. ons. tors. fre. lør. søn.",
        "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
    ),
    of(
        "man. tir. ons. tor. fre. lør. søn.",
        "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
    ),
    of(
        "ma ti ke to pe la su",
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    ),
    of(
        "H K Sze Cs P Szo V",
        "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.",
    ),
    of(
        "lun. mar. mie. joi vin. sâm. dum.",
        "ian. feb. mar. apr. mai iun. iul. aug. sept. oct. nov. dec.",
    ),
    of(
        "Δευ Τρί Τετ Πέμ Παρ Σάβ Κυρ",
        "Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ",
    ),
    of(
        "จ. อ. พ. พฤ. ศ. ส. อา.",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    ),
    of(
        "T2 T3 T4 T5 T6 T7 CN",
        "thg1 thg2 thg3 thg4 thg5 thg6 thg7 thg8 thg9 thg10 thg11 thg12",
    ),
    of(
        "Sen Sel Rab Kam Jum Sab Min",
        "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    ),
    of(
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ),
];
