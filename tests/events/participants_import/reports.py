"""Lists as they arrive from people and programs, each as bad as its kind."""

from tests.events.participants_import.lists import csv_file, merged_workbook

ZOOM_HEAD = ["Attended", "User Name (Original Name)", "Email", "Join Time", "Country/Region Name"]


def russian_with_two_rows_of_headings():
    """With a title, numbers of columns, merged headings and countries, and a total."""
    rows = [
        ["Список участников семинара «Торговля»"],
        ["№", "Участник", None, None, "Контакты", None, "Страна", "Форма участия", "Согласие"],
        [None, "Фамилия", "Имя", "Отчество", "Эл. почта", "Телефон", None, None, None],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, "САПАРОВА", "Айгуль", "Маратовна", "aigul@example.org", "+7 701", "Казахстан", "очно", "да"],
        [2, "Ёдгоров", "Бахтиёр", "нет", "bahti@example", "+998 90", None, "гибрид", "да"],
        [3, "Ким", "Ольга", None, "olga@example.org", None, None, "как получится", "да"],
        [4, "Бердыев", "Мерган", None, None, None, "Туркмения", "онлайн", "нет"],
        [5, None, None, None, "nobody@example.org", None, "Атлантида", "онлайн", None],
        ["Итого: 5", None, None, None, None, None, None, None, None],
    ]
    merged = ["A1:I1", "A2:A3", "B2:D2", "E2:F2", "G2:G3", "H2:H3", "I2:I3", "G5:G7"]
    return merged_workbook(rows, *merged)


def chinese_in_gb18030():
    rows = [
        ["王伟（组长）", "Wang Wei", "wangwei@example.org", "财政部", "中国", "线上/线下", "组长", "是"],
        ["欧阳娜娜女士", "", "nana@example.org", "财政部", "中国", "线下", "嘉宾", "同意"],
        ["姜泽楷", "", "无", "水利研究院", "中国 ", "线上/线下", "主持", "不公开"],
        ["李华", "Li Hua", "lihua＠example.org", "", "哈萨克", "线上", "", ""],
        ["", "", "", "", "", "", "", ""],
        ["合计：4人", "", "", "", "", "", "", ""],
    ]
    head = ["姓名", "英文姓名", "联系邮箱", "工作单位", "国家/地区", "参会方式", "参会身份", "是否同意公开"]
    return csv_file([["贸易研讨会参会名单"], head, *rows], None, "gb18030")


def zoom_webinar():
    return csv_file(
        [
            ["Attendee Report"],
            ["Report Generated:", "Jun 4, 2026 10:11 AM"],
            ["Topic", "Webinar ID", "Actual Start Time", "# Registered", "Unique Viewers"],
            ["Trade", "812 0000 0000", "Jun 4, 2026 09:00 AM", "4", "3"],
            ["Host Details"],
            ZOOM_HEAD,
            ["Yes", "CAREC Institute", "host@example.org", "Jun 4, 2026 08:50 AM", "China"],
            ["Panelist Details"],
            ZOOM_HEAD,
            ["Yes", "Nino Beridze", "nino@example.org", "Jun 4, 2026 08:55 AM", "Georgia"],
            ["Attendee Details"],
            [
                *ZOOM_HEAD[:2],
                "First Name",
                "Last Name",
                *ZOOM_HEAD[2:4],
                "Time in Session (minutes)",
                ZOOM_HEAD[4],
            ],
            [
                "Yes",
                "iPhone (Aigul Saparova)",
                "Aigul",
                "Saparova",
                "aigul@example.org",
                "09:00",
                "61",
                "Kazakhstan",
            ],
            ["Yes", "姜泽楷", "姜泽楷", "", "zekai@example.org", "09:01", "60", "China"],
            ["No", "--", "Bek", "Umarov", "bek@example.org", "--", "--", ""],
            ["Yes", "فرشته", "فرشته", "جوزجانی", "fereshta@example.org", "09:03", "58", "Afghanistan"],
            ["Other Attended"],
            ["User Name", "Join Time", "Leave Time", "Time in Session (minutes)", "Country/Region Name"],
            ["99680000000", "09:10", "09:20", "10", "Kazakhstan"],
        ],
        None,
    )


def teams():
    head = [
        "Name",
        "First Join",
        "Last Leave",
        "In-Meeting Duration",
        "Email",
        "Participant ID (UPN)",
        "Role",
    ]
    return csv_file(
        [
            ["1. Summary"],
            ["Meeting title", "Trade"],
            ["Attended participants", "3"],
            ["Average attendance time", "54m"],
            [],
            ["2. Participants"],
            head,
            ["Aigul Saparova", "9:00", "10:00", "1h", "aigul@example.org", "aigul@example.org", "Organizer"],
            ["Umarov, Bek (Guest)", "9:01", "9:30", "29m", "", "", "Presenter"],
            ["Nino Beridze (Unverified)", "9:02", "10:00", "58m", "", "", "Attendee"],
            [],
            ["3. In-Meeting Activities"],
            ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"],
            ["Aigul Saparova", "9:00", "9:20", "20m", "aigul@example.org", "Organizer"],
            ["Aigul Saparova", "9:21", "10:00", "39m", "aigul@example.org", "Organizer"],
            ["Umarov, Bek (Guest)", "9:01", "9:30", "29m", "", "Presenter"],
            ["Nino Beridze (Unverified)", "9:02", "10:00", "58m", "", "Attendee"],
        ],
        None,
        "utf-16",
        "\t",
    )


def microsoft_forms():
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Your e-mail", "Full name as in passport"]
    more = ["Title (Mr./Ms./Dr.)", "Country you represent", "I consent to the processing of my personal data"]
    rows = [
        [
            "1",
            "6/1/26 9:00",
            "6/1/26 9:05",
            "anonymous",
            "",
            "AIGUL@example.org",
            "SAPAROVA Aigul",
            "Ms.",
            "KZ",
            "Yes",
        ],
        [
            "2",
            "6/1/26 9:10",
            "6/1/26 9:15",
            "anonymous",
            "",
            "bek@example",
            "Umarov Bek",
            "Mr",
            "Uzbekistan",
            "Yes",
        ],
        [
            "3",
            "6/1/26 9:20",
            "6/1/26 9:25",
            "anonymous",
            "",
            "nino@example.org",
            "Beridze",
            "n/a",
            "Georgia",
            "No",
        ],
    ]
    return csv_file(rows, [*head, *more])


def without_headings():
    return csv_file(
        [
            ["1", "Aigul Saparova", "Institute of Trade", "aigul@example.org", "Kazakhstan"],
            ["2", "Bek Umarov", "Ministry of Finance", "bek@example.org", "Uzbekistan"],
            ["3", "Nino Beridze", "Georgian Railway", "nino@example.org", "Georgia"],
            ["4", "王小明", "财政部", "", "China"],
            ["5", "Leila Amirova", "ADB", "leila(at)example.org", "Azerbaijan"],
        ],
        None,
        delimiter=";",
    )
