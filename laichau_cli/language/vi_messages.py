"""Vietnamese: messages and help, imported only where one is shown."""

from __future__ import annotations

from laichau_cli.language.vi import BOUNDS

MESSAGES = {
    # ---- the command line
    "{message} (try: {path} --help)": "{message} (xem: {path} --help)",
    "no command is named": "chưa nêu lệnh nào",
    "no command '{name}'": "không có lệnh '{name}'",
    "no command '{name}' (did you mean {near}?)": "không có lệnh '{name}' (ý bạn là {near}?)",
    "no such option: {option}": "không có tùy chọn {option}",
    "no such option: {option} (did you mean {near}?)": (
        "không có tùy chọn {option} (ý bạn là {near}?)"
    ),
    "{command} has no {option}": "{command} không có tùy chọn {option}",
    "{option} stands alone": "{option} phải đứng một mình",
    "{option} needs a value": "{option} cần một giá trị",
    "{option} takes no value": "{option} không nhận giá trị",
    "{option} is '{given}'; it takes {choices}": "{option} là '{given}'; chỉ nhận {choices}",
    "{option} is '{given}'; it takes a number": "{option} là '{given}'; chỉ nhận một số",
    "{option} is given {count} times; give it once": (
        "{option} được nêu {count} lần; chỉ nêu một lần"
    ),
    "{command} takes no words: '{word}' is one too many": (
        "{command} không nhận từ nào: thừa '{word}'"
    ),
    "{command} takes one word: '{word}' is one too many": (
        "{command} chỉ nhận một từ: thừa '{word}'"
    ),
    "{most} or {last}": "{most} hoặc {last}",
    "--json and --format {form} ask for two formats; give one": (
        "--json và --format {form} là hai định dạng; hãy chọn một"
    ),
    "--svg and --html write a picture; ask for a format in another call": (
        "--svg và --html ghi ra hình; muốn có định dạng khác, hãy gọi riêng"
    ),
    "--svg and --html name the same file; give each its own": (
        "--svg và --html chỉ cùng một tệp; hãy cho mỗi tùy chọn một tệp riêng"
    ),
    "--fields takes names with commas between them, such as id,value,unit": (
        "--fields nhận các tên cách nhau bằng dấu phẩy, ví dụ id,value,unit"
    ),
    "--fields names {count} fields; it takes up to {most}": (
        "--fields nêu {count} trường; tối đa là {most}"
    ),
    "{option} knows no shell '{shell}'; name {shells}": (
        "{option} không biết shell '{shell}'; hãy chọn {shells}"
    ),
    "{shell} completion installed in {path}; it works in a new terminal": (
        "đã cài phím TAB cho {shell} vào {path}; có tác dụng khi mở cửa sổ dòng lệnh mới"
    ),
    "there is no home folder; see laichau --show-completion {shell}": (
        "không có thư mục riêng của người dùng; xem laichau --show-completion {shell}"
    ),
    "{path}: cannot be written: {reason}; put into a file of your own what laichau "
    "--show-completion {shell} prints": (
        "{path}: không ghi được: {reason}; hãy tự chép vào một tệp những gì lệnh "
        "laichau --show-completion {shell} in ra"
    ),
    "this is a mistake in laichau itself ({told}, at {where}); please report it with your command "
    "line": "đây là lỗi của chính laichau ({told}, tại {where}); xin báo lại kèm dòng lệnh của bạn",
    "there is not enough memory for this; name a smaller base": (
        "không đủ bộ nhớ; hãy dùng một bộ dữ kiện nhỏ hơn"
    ),
    # ---- names
    "fact": "dữ kiện",
    "topic": "chủ đề",
    "fact or topic": "dữ kiện hay chủ đề",
    "no {what} '{name}'{hint}": "không có {what} nào tên '{name}'{hint}",
    " (did you mean '{name}'?)": " (ý bạn là '{name}'?)",
    "; laichau search finds facts by words": "; laichau search tìm dữ kiện theo từ",
    "'{name}' could be {ids}; name one": "'{name}' có thể là {ids}; hãy nêu rõ một tên",
    "'{name}' is a topic; {command} takes facts (laichau show {id})": (
        "'{name}' là một chủ đề; {command} chỉ nhận dữ kiện (laichau show {id})"
    ),
    "'{name}' is a target; {command} takes facts (laichau show {id})": (
        "'{name}' là một mục tiêu; {command} chỉ nhận dữ kiện (laichau show {id})"
    ),
    "'{id}' is a statement, without a value; try --field label": (
        "'{id}' là một nhận định, không có giá trị; thử --field label"
    ),
    "no field '{field}'; the fields are {fields}": (
        "không có trường '{field}'; các trường là {fields}"
    ),
    "{command} needs a fact; laichau show all lists them with their ids": (
        "{command} cần một dữ kiện; laichau show all liệt kê tất cả kèm mã"
    ),
    "no target is set for {facts}; laichau compare-target lists those there are": (
        "không có mục tiêu nào cho {facts}; laichau compare-target liệt kê các mục tiêu hiện có"
    ),
    # ---- other times, other sources
    "--at is '{at}'; it takes a year such as 2023, or {latest}": (
        "--at là '{at}'; chỉ nhận một năm, ví dụ 2023, hoặc {latest}"
    ),
    "--at all shows every figure of facts: name one": (
        "--at all hiện mọi số liệu của dữ kiện: hãy nêu tên một dữ kiện"
    ),
    "'{id}' has no figure of {at}": "'{id}' không có số liệu năm {at}",
    "{things} left out: no figure of {at}": "bỏ qua {things}: không có số liệu năm {at}",
    "{id}: {figure} is of {period}": "{id}: {figure} là số liệu {period}",
    "{id}: {source} has {figure} for {period}": "{id}: {source} ghi {figure} cho kỳ {period}",
    # ---- searches
    "search needs a word; try: laichau search cáp quang": (
        "search cần một từ; thử: laichau search cáp quang"
    ),
    "- is no place for files: name a folder": "- không phải nơi để tệp: hãy nêu tên thư mục",
    "there is no fact yet; name what laichau draft proposes": (
        "chưa có dữ kiện nào; hãy đặt tên cho các mục laichau draft đề xuất"
    ),
    "show takes targets alone, or topics and facts": (
        "show nhận riêng các mục tiêu, hoặc chủ đề và dữ kiện"
    ),
    "a target has no figures of its own: name its fact": (
        "mục tiêu không có số liệu riêng: hãy nêu dữ kiện của nó"
    ),
    "--limit is {limit}; it takes a number from 1": "--limit là {limit}; chỉ nhận số từ 1 trở lên",
    "nothing found for '{words}'{hint}": "không tìm thấy gì về '{words}'{hint}",
    "; laichau show lists the topics": "; laichau show liệt kê các chủ đề",
    "; nearest words: {words}": "; từ gần nhất: {words}",
    "; facts with one of the words: {facts}": "; dữ kiện có một trong các từ đó: {facts}",
    "; nothing here is about {place}": "; ở đây không có gì về {place}",
    "not sure that this is what was meant": "không chắc đây là điều bạn tìm",
    "no fact has '{typed}'; showing '{word}'": "không dữ kiện nào có '{typed}'; hiện '{word}'",
    "no fact has {words}; these have the rest": (
        "không dữ kiện nào có {words}; đây là dữ kiện có các từ còn lại"
    ),
    "what comes first has no {words}": "kết quả đầu tiên không có {words}",
    "'{typed}' read as: {full}": "'{typed}' được hiểu là: {full}",
    "read as {method}: {words}": "đọc theo kiểu gõ {method}: {words}",
    "goals by their verdict; laichau compare-target --status {verdict} shows all": (
        "mục tiêu theo đánh giá; laichau compare-target --status {verdict} hiện tất cả"
    ),
    # ---- the figures of a text
    "verify needs a text; try: laichau verify draft.md": (
        "verify cần một văn bản; thử: laichau verify draft.md"
    ),
    "standard input": "đầu vào chuẩn",
    "{path} cannot be read: {reason}": "không đọc được {path}: {reason}",
    "{path} has more than {most} bytes; verify a part of it": (
        "{path} có hơn {most} byte; hãy kiểm từng phần"
    ),
    "{path} is not UTF-8: byte {byte} on line {line}": (
        "{path} không phải UTF-8: byte {byte} ở dòng {line}"
    ),
    "no fact has these words and this unit": "không dữ kiện nào có các từ và đơn vị này",
    "no fact has enough of these words": "không dữ kiện nào có đủ các từ này",
    "this may be {facts}": "có thể là {facts}",
    "this may be {fact}, but for {words}": "có thể là {fact}, nhưng không rõ {words}",
    "in %, not in points": "tính bằng %, không phải điểm phần trăm",
    "one rises, the other falls": "một bên tăng, một bên giảm",
    "this is the figure of a goal": "đây là số của một mục tiêu",
    "more is said of it than is understood": "câu nói nhiều hơn phần hiểu được",
    "the base has no such goal": "bộ dữ kiện không có mục tiêu như vậy",
    "this is said to be a goal": "ở đây nói là mục tiêu",
    "the base does not say of what time this figure is": (
        "bộ dữ kiện không ghi thời điểm của số liệu này"
    ),
    "the base has no figure of that time": "bộ dữ kiện không có số liệu của thời điểm đó",
    "of another whole": "trên tổng số khác",
    "rounded to a single digit": "làm tròn chỉ còn một chữ số",
    "digits swapped": "đảo chữ số",
    "{id}, {period}": "{id}, {period}",
    "{figure} is of {period}": "{figure} là số liệu {period}",
    "the base has '{hedge}'": "bộ dữ kiện ghi '{hedge}'",
    "another scale: {times} times the base's": "sai bậc: gấp {times} lần số của bộ dữ kiện",
    "another scale: 1/{times} of the base's": "sai bậc: bằng 1/{times} số của bộ dữ kiện",
    'base: {figure} ({about}; "{words}"; {cite})': (
        'bộ dữ kiện: {figure} ({about}; "{words}"; {cite})'
    ),
    "this is the figure of {id}": "đây là số liệu của {id}",
    # ---- what a check proves
    "{count} {things}": "{count} {things}",
    "no document to hold anything against": "không có văn bản nào để đối chiếu",
    "{things}: all where they say; {done} of {numerals} accounted for": (
        "{things}: tất cả đúng chỗ đã dẫn; đã đối chiếu {done} trong {numerals}"
    ),
    "{words}, {count} as names and list numbers": "{words}, {count} là tên hoặc số thứ tự",
    "lines {lines} of {count} in {file}": "dòng {lines} trong {count} dòng của {file}",
    "{count} held against quoted words only": "{count} chỉ đối chiếu với câu trích",
    "{drafts} to be named": "{drafts} cần đặt tên",
    "{count} not read": "{count} chưa đọc được",
    # ---- what a check finds
    "line {line} has '{words}' {count} times; quote a word more": (
        "dòng {line} có '{words}' {count} lần; hãy trích thêm một từ"
    ),
    "line {line} has '{words}' {count} times, not {place}": (
        "dòng {line} có '{words}' {count} lần, không phải {place}"
    ),
    "'{words}' begins or ends inside a word or number of '{around}'; quote all of it": (
        "'{words}' bắt đầu hoặc kết thúc giữa một từ hay con số của '{around}'; hãy trích trọn"
    ),
    "line {line} has not the words '{words}'": "dòng {line} không có câu chữ '{words}'",
    "line {line} has not the words '{words}'; line {found} has": (
        "dòng {line} không có câu chữ '{words}'; dòng {found} có"
    ),
    "no line of {file} has the words '{words}'{hint}": (
        "không dòng nào của {file} có câu chữ '{words}'{hint}"
    ),
    "; line {line} has '{words}', with {other}": "; dòng {line} có '{words}', với {other}",
    "'{words}' has no numeral to set aside; take the entry out": (
        "'{words}' không có con số nào để loại ra; hãy bỏ mục này"
    ),
    "{numeral} is no fact's; enter it, or put it into not_facts": (
        "{numeral} chưa thuộc dữ kiện nào; hãy nhập, hoặc ghi vào not_facts"
    ),
    "{count} more numerals are no fact's": "còn {count} con số chưa thuộc dữ kiện nào",
    "{numeral} is claimed by {others} and {last}; it is one figure": (
        "{numeral} được cả {others} và {last} nhận; đó là một số liệu"
    ),
    "'{numeral}' on line {line} ({around})": "'{numeral}' ở dòng {line} ({around})",
    "the alias '{alias}' is a name of '{id}' too": "tên gọi khác '{alias}' cũng là tên của '{id}'",
    "the label '{label}' is that of '{id}' in the same topic": (
        "nhãn '{label}' trùng với nhãn của '{id}' trong cùng chủ đề"
    ),
    "the shares of '{whole}' add up to {total}": "các phần của '{whole}' cộng lại là {total}",
    "stands apart from the other facts of '{topic}'; move it to them": (
        "đứng tách khỏi các dữ kiện khác của '{topic}'; hãy chuyển về cùng chỗ"
    ),
    "has the fact, setter and due of '{id}'; keep one, or say what differs": (
        "trùng dữ kiện, bên đặt ra và hạn với '{id}'; hãy giữ một, hoặc nói rõ khác ở đâu"
    ),
    "is due before the fact's period ends; mend it, or say why in a note that names {year}": (
        "hạn trước khi thời kỳ của dữ kiện kết thúc; hãy sửa, hoặc giải thích trong ghi chú có "
        "nêu {year}"
    ),
    "the number {number} of who set it is neither in the id nor in the note": (
        "số {number} trong tên bên đặt ra không có trong mã hay ghi chú"
    ),
    "{file} is another document; if it is the right one, enter its digest": (
        "{file} là văn bản khác; nếu đúng là nó thì hãy nhập mã băm của nó"
    ),
    "'{words}', read as {figures}": "'{words}', đọc là {figures}",
    "no figure": "không có số liệu nào",
    "the value is not the one printed": "giá trị không như đã in",
    "the goal is not the one printed": "mục tiêu không như đã in",
    "{key} is not as printed": "{key} không như đã in",
    "what '{words}' beside the figure means is not known; cite other words": (
        "không rõ '{words}' cạnh số liệu nghĩa là gì; hãy trích câu khác"
    ),
    "the words cited leave out a part of {what}; cite all of it": (
        "câu được trích bỏ sót một phần của {what}; hãy trích trọn"
    ),
    "unknown word '{word}' between the figure and its unit; if it is a part of the unit, enter "
    "it as `printed`": (
        "từ lạ '{word}' giữa số liệu và đơn vị; nếu nó thuộc đơn vị, hãy nhập vào `printed`"
    ),
    "warning": "cảnh báo",
    "printed": "đã in",
    "entered": "đã nhập",
    # ---- new bases and drafts
    "new takes a folder and documents: laichau new FOLDER DOCUMENT...": (
        "new nhận một thư mục và các văn bản: laichau new THƯ_MỤC VĂN_BẢN..."
    ),
    "{path}: another document has this name; rename one of them": (
        "{path}: một văn bản khác đã có tên này; hãy đổi tên một trong hai"
    ),
    "{path}: is no UTF-8 text; save it as that": "{path}: không phải văn bản UTF-8; hãy lưu lại",
    "made {base} ({langs})": "đã tạo {base} ({langs})",
    "{source} in {lang}": "{source}: {lang}",
    "the name of the base": "tên của bộ dữ kiện",
    "as published": "đúng như đã đăng",
    "{count} to enter: laichau draft --facts {base}": (
        "còn {count} con số cần nhập: laichau draft --facts {base}"
    ),
    "nothing is left to be entered": "không còn gì phải nhập",
    "line {line}: {words}": "dòng {line}: {words}",
    "{words}, line {line}": "{words}, dòng {line}",
    "the title": "nhan đề",
    "name it in the other language": "hãy ghi tên bằng ngôn ngữ kia",
    "{key} of [{table}]": "{key} của [{table}]",
    "time compared with": "thời điểm để so sánh",
    "time of no figure": "thời điểm không gắn với số liệu nào",
    "a day, of no figure": "ngày không gắn với số liệu nào",
    # ---- why a reading is not sure
    "the word '{words}' after the number is no scale or unit that is known": (
        "từ '{words}' sau con số không phải bậc hay đơn vị nào đã biết"
    ),
    "no unit is printed at it": "không in đơn vị",
    "the unit goes on: '{words}'": "đơn vị còn dài hơn: '{words}'",
    "what '{words}' beside it means is not known": "không rõ '{words}' bên cạnh nghĩa là gì",
    "'{words}' is written with the marks of another language": (
        "'{words}' dùng dấu phân cách của ngôn ngữ khác"
    ),
    "'{words}' compares it: how much more or less?": (
        "'{words}' là so sánh: hơn hay kém bao nhiêu?"
    ),
    "'{words}': a range, or a move from one to the other?": (
        "'{words}': một khoảng, hay đi từ số này đến số kia?"
    ),
    "'{words}': a day and a month, or a part of a whole?": (
        "'{words}': ngày và tháng, hay phần của một tổng?"
    ),
    "'{words}' may be a year": "'{words}' có thể là một năm",
    "the word for an estimate may be of the rise or of what rose": (
        "từ 'ước' có thể chỉ mức tăng hoặc chỉ chính con số"
    ),
    "'{words}' of which year?": "'{words}' của năm nào?",
    "several periods stand near: {words}": "gần đó có nhiều thời kỳ: {words}",
    "the period is said in another sentence: '{words}'": "thời kỳ nêu ở câu khác: '{words}'",
    "the period is the title's, {words}": "thời kỳ lấy từ nhan đề, {words}",
    "a goal, {words}: make it a target once its fact exists": (
        "một mục tiêu, {words}: hãy chuyển thành target khi đã có dữ kiện của nó"
    ),
    "cannot be entered as it is read: {words}": "chưa nhập được như đọc thấy: {words}",
    "more than a number": "không chỉ là một con số",
    "no words of it stand alone on the line": (
        "không có câu chữ nào chỉ xuất hiện một lần trên dòng"
    ),
    "no number that is known": "không phải con số đã biết",
    "too many digits": "quá nhiều chữ số",
    "a rank from one to another": "thứ hạng từ bậc này đến bậc khác",
    "{part} of {whole}": "{part} trên {whole}",
    "{facts} to be named, {others} of no figure; {unsure} unsure": (
        "{facts} cần đặt tên, {others} không phải số liệu; {unsure} chưa chắc"
    ),
    "--lines is '{given}'; it takes a line or two, such as 7 or 7-25": (
        "--lines là '{given}'; chỉ nhận một hoặc hai dòng, ví dụ 7 hoặc 7-25"
    ),
    "no source '{source}' with a document; there are: {known}": (
        "không có nguồn '{source}' kèm văn bản; các nguồn có: {known}"
    ),
    "none": "không có",
    "there is no topic to file facts under; define one: [topics.some-id]": (
        "chưa có chủ đề nào để xếp dữ kiện; hãy định nghĩa một chủ đề: [topics.ma-nao-do]"
    ),
    "what would be written does not load, so nothing is written": (
        "nội dung sắp ghi không đọc lại được, nên không ghi gì"
    ),
    "{path} is the base that ships; copy it, and name the copy by --facts": (
        "{path} là bộ dữ kiện đi kèm; hãy chép ra, rồi chỉ bản chép bằng --facts"
    ),
    # ---- the base and the cache
    "reading the fact base": "đang đọc bộ dữ kiện",
    "{path}: there is no such file; name a fact base with --facts": (
        "{path}: không có tệp này; hãy chỉ ra một bộ dữ kiện bằng --facts"
    ),
    "{path}: a folder without a TOML file; name one that holds a fact base": (
        "{path}: thư mục không có tệp TOML nào; hãy chỉ ra thư mục có bộ dữ kiện"
    ),
    "{path}: cannot be read: {reason}; remove or mend it": (
        "{path}: không đọc được: {reason}; hãy bỏ đi hoặc sửa lại"
    ),
    "{path}: cannot be read: {reason}; name another with --facts": (
        "{path}: không đọc được: {reason}; hãy chỉ ra bộ khác bằng --facts"
    ),
    "{path} was named by LAICHAU_FACTS": "{path} do biến LAICHAU_FACTS chỉ ra",
    "the cache folder {folder} belongs to others or they may write to it; not used (set "
    "XDG_CACHE_HOME to another)": (
        "thư mục đệm {folder} là của người khác hoặc người khác ghi vào được, nên không dùng "
        "(hãy đặt XDG_CACHE_HOME thành thư mục khác)"
    ),
    "this Python has no SQLite, which laichau needs; use another Python": (
        "Python này không có SQLite mà laichau cần; hãy dùng bản Python khác"
    ),
    "the SQLite of this Python has no full-text search (FTS5), which laichau needs; use another "
    "Python": (
        "SQLite của Python này không có tìm kiếm toàn văn (FTS5) mà laichau cần; hãy dùng bản "
        "Python khác"
    ),
    # ---- a base that does not load
    "{path}:{line}: {what}": "{path}:{line}: {what}",
    "{table}: {what}": "{table}: {what}",
    "{key} {reason}": "{key} {reason}",
    "`{key}` {reason}": "`{key}` {reason}",
    "{path}: cannot be read: {reason}": "{path}: không đọc được: {reason}",
    "checking {tables}": "đang kiểm {tables}",
    "indexing facts": "đang lập chỉ mục",
    "byte {byte} is not UTF-8; save the file as UTF-8": (
        "byte {byte} không phải UTF-8; hãy lưu tệp ở dạng UTF-8"
    ),
    "not TOML: {reason}": "không phải TOML: {reason}",
    "no `schema`; the file must begin with `schema = {layout}`": (
        "thiếu `schema`; tệp phải bắt đầu bằng `schema = {layout}`"
    ),
    "unknown `schema` {given}; this version of laichau reads layout {layout}": (
        "không biết `schema` {given}; bản laichau này đọc bố cục {layout}"
    ),
    "arrays or tables nested too deep; flatten them": (
        "mảng hoặc bảng lồng nhau quá sâu; hãy làm phẳng"
    ),
    "tables or arrays nested deep": "bảng hoặc mảng lồng nhau quá sâu",
    "a number has thousands of digits; shorten it": "một số có hàng nghìn chữ số; hãy rút gọn",
    "a number of thousands of digits": "một số có hàng nghìn chữ số",
    "`{name}` must be tables: [{name}.some-id]": "`{name}` phải là các bảng: [{name}.ma-nao-do]",
    "the id '{id}' is in {file} too; ids are unique across the files": (
        "mã '{id}' cũng có trong {file}; mỗi mã chỉ dùng một lần trong mọi tệp"
    ),
    "the id {id} is longer than {most} characters; shorten it": (
        "mã {id} dài hơn {most} ký tự; hãy rút ngắn"
    ),
    "the id {id} must be kebab-case ASCII: small letters, digits and hyphens": (
        "mã {id} chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối"
    ),
    '; quote a dotted id: [topics."a.b"]': '; mã có dấu chấm để trong ngoặc kép: [topics."a.b"]',
    "`{id}` is the root of all topics; give the topic another id": (
        "`{id}` là gốc của mọi chủ đề; hãy đặt mã khác cho chủ đề"
    ),
    "`{id}` is the id of a topic and of a fact; rename one": (
        "`{id}` vừa là mã chủ đề vừa là mã dữ kiện; hãy đổi một trong hai"
    ),
    "needs its parent, [topics.{parent}]": "thiếu chủ đề cha, [topics.{parent}]",
    "`{fact}` is filed under {topic}; name a fact of this topic or one below it": (
        "`{fact}` thuộc {topic}; hãy nêu một dữ kiện của chủ đề này hoặc chủ đề con"
    ),
    "file the fact under a topic of its own": "hãy xếp dữ kiện vào một chủ đề cụ thể",
    "needs `{key}`": "thiếu `{key}`",
    "needs `{key}` (every label is in both languages)": (
        "thiếu `{key}` (mỗi nhãn có đủ hai ngôn ngữ)"
    ),
    "unknown key {key}": "khóa lạ: {key}",
    "`{table}` has an unknown key {key}": "`{table}` có khóa lạ {key}",
    "unknown {key} {name}": "không có {key} {name}",
    " (did you mean `{name}`?)": " (ý bạn là `{name}`?)",
    "; take it out": "; hãy bỏ đi",
    "; define [{table}]": "; hãy định nghĩa [{table}]",
    "needs `url` or `file`": "thiếu `url` hoặc `file`",
    "`file` and `sha256` go together": "`file` và `sha256` phải đi cùng nhau",
    "only a document in `vi` or `en` can be read, not '{lang}'": (
        "chỉ đọc được văn bản `vi` hoặc `en`, không đọc được '{lang}'"
    ),
    "`file` must stay below the base's own folder, not {file}": (
        "`file` phải nằm trong thư mục của bộ dữ kiện, không phải {file}"
    ),
    "needs `line` or `lines`, one of them": "cần `line` hoặc `lines`, một trong hai",
    "needs `line`, the line of {file}": "thiếu `line`, số dòng của {file}",
    "has a `line`, but its source has no `file`; take it out": (
        "có `line` nhưng nguồn không có `file`; hãy bỏ đi"
    ),
    "`scope` goes with `file`": "`scope` phải đi cùng `file`",
    "must rise, from the first line to the last": "phải tăng, từ dòng đầu đến dòng cuối",
    "has more than {most} pairs of a figure and a target; keep fewer": (
        "có hơn {most} cặp số liệu và mục tiêu; hãy giữ ít hơn"
    ),
    "two figures for the period {period} by {source}; keep one": (
        "hai số liệu cho kỳ {period} từ {source}; hãy giữ một"
    ),
    "only a figure has `observations`": "chỉ số liệu mới có `observations`",
    "needs `value` or `range`": "thiếu `value` hoặc `range`",
    "is a {kind}, the fact a {other}; keep to one": (
        "thuộc loại {kind}, còn dữ kiện thuộc loại {other}; hãy giữ một loại"
    ),
    "`{key}` and `{other}` cannot stand together; keep one": (
        "`{key}` và `{other}` không đi cùng nhau; hãy giữ một"
    ),
    "`of` goes with `value`": "`of` phải đi cùng `value`",
    "`value` {value} is above `of` {of}; check both": (
        "`value` {value} lớn hơn `of` {of}; hãy xem lại cả hai"
    ),
    "`range` must rise, from the lower to the higher": "`range` phải tăng, từ thấp đến cao",
    "`goal` must rise, from the lower to the higher": "`goal` phải tăng, từ thấp đến cao",
    "`bound` goes with a number, a range or a fraction, not with a {kind}": (
        "`bound` đi cùng số, khoảng hoặc tỷ số, không đi cùng loại {kind}"
    ),
    "`estimate` goes with a figure": "`estimate` phải đi cùng số liệu",
    "`change` goes with a number or a rank": "`change` đi cùng số hoặc thứ hạng",
    "a figure needs `unit`": "số liệu thiếu `unit`",
    "`{fact}` is a {kind}; a target needs a number": (
        "`{fact}` thuộc loại {kind}; mục tiêu cần một con số"
    ),
    "the goal is in {goal}, the fact in {fact}; give both in one": (
        "mục tiêu tính bằng {goal}, dữ kiện bằng {fact}; hãy dùng chung một đơn vị"
    ),
    '`nation` goes with `scope = "nation"`': '`nation` phải đi cùng `scope = "nation"`',
    "`from` must not be after `due`": "`from` không được sau `due`",
    "holds the control character U+{code}; take it out": (
        "có ký tự điều khiển U+{code}; hãy bỏ đi"
    ),
    "begins or ends with a blank; take it out": "có dấu cách ở đầu hoặc cuối; hãy bỏ đi",
    "has more than {most} combining marks on a letter; take them out": (
        "có hơn {most} dấu chồng lên một chữ; hãy bỏ bớt"
    ),
    "has more than {most} digits; shorten it": "có hơn {most} chữ số; hãy rút gọn",
    "must be a number, not {kind}": "phải là số, không phải {kind}",
    "must be a finite number": "phải là số hữu hạn",
    "is no ISO 8601 period such as 2022, 2022-12, 2022-12-31 or 2021/2023": (
        "không phải một kỳ theo ISO 8601, ví dụ 2022, 2022-12, 2022-12-31 hoặc 2021/2023"
    ),
    "ends before it begins; turn it round": "kết thúc trước khi bắt đầu; hãy đảo lại",
    "is no ISO 8601 date: a year, a month or a day such as 2022-12-31": (
        "không phải thời điểm theo ISO 8601: một năm, một tháng hoặc một ngày, ví dụ 2022-12-31"
    ),
    "must be a day such as 2022-12-31": "phải là một ngày, ví dụ 2022-12-31",
    "a group of synonyms is an array of two words or more": (
        "nhóm từ đồng nghĩa là một mảng có từ hai từ trở lên"
    ),
    "a group of synonyms has more than {most} words; keep those of use": (
        "nhóm từ đồng nghĩa có hơn {most} từ; hãy giữ những từ cần dùng"
    ),
    "must be text, not {given}": "phải là văn bản, không phải {given}",
    "is empty; fill it in or take it out": "để trống; hãy điền vào hoặc bỏ đi",
    "is longer than {max_length} characters; shorten it": (
        "dài hơn {max_length} ký tự; hãy rút ngắn"
    ),
    "is {given}, which has not the form {pattern}": "là {given}, không đúng dạng {pattern}",
    "has more than {max_length} parts; keep {max_length}": (
        "có hơn {max_length} phần; hãy giữ {max_length}"
    ),
    "must have {min_length} parts": "phải có {min_length} phần",
    "is {given}; it must be {expected}": "là {given}; phải là {expected}",
    "must be true or false, not {given}": "phải là true hoặc false, không phải {given}",
    "must be a TOML date such as 2022-02-25, not {given}": (
        "phải là ngày kiểu TOML, ví dụ 2022-02-25, không phải {given}"
    ),
    "must be an array, not {given}": "phải là một mảng, không phải {given}",
    "must be a table, not {given}": "phải là một bảng, không phải {given}",
    "must be a whole number, not {given}": "phải là số nguyên, không phải {given}",
    "is {given}, below {ge}; count from {ge}": "là {given}, nhỏ hơn {ge}; hãy đếm từ {ge}",
    "is {given}, above {le}": "là {given}, lớn hơn {le}",
    "{path} was changed meanwhile; nothing is written": (
        "{path} vừa bị thay đổi; chưa ghi gì"
    ),
    "{path}:{line}: make `not_facts` one array, so that it can be added to": (
        "{path}:{line}: hãy viết `not_facts` thành một mảng để có thể thêm vào"
    ),
    # ---- files that cannot be read
    "there is no such file": "không có tệp này",
    "it is no regular file": "không phải là tệp thường",
    "it leads out of the base's own folder": "nằm ngoài thư mục của bộ dữ kiện",
    "it has more than {most} bytes": "lớn hơn {most} byte",
    "it has more than {most} numerals; cite a part of it": (
        "có hơn {most} con số; hãy dẫn một phần"
    ),
    "it is no plain text; {advice}, and enter the text as `file`": (
        "không phải văn bản thuần; {advice}, rồi nhập tệp văn bản đó vào `file`"
    ),
    "byte {byte} on line {line} is not UTF-8": "byte {byte} ở dòng {line} không phải UTF-8",
    "line {line} has more than {most} characters; break it up": (
        "dòng {line} có hơn {most} ký tự; hãy tách ra"
    ),
    "line {line} has more than {most} combining marks on a letter": (
        "dòng {line} có hơn {most} dấu chồng lên một chữ"
    ),
    "embedded null byte": "tên có byte 0",
    # ---- what is written
    "wrote {path}": "đã ghi {path}",
    "{path}: --{form} writes {name}; name a file that ends in .{form}": (
        "{path}: --{form} ghi {name}; hãy đặt tên tệp có đuôi .{form}"
    ),
    "wrote {path}: {written}": "đã ghi {path}: {written}",
    "{facts} facts, {targets} targets, {sources} sources": (
        "{facts} dữ kiện, {targets} mục tiêu, {sources} nguồn"
    ),
    "cannot write to standard output: {reason}": "không ghi được ra đầu ra chuẩn: {reason}",
    "{path}: cannot be written: {reason}": "{path}: không ghi được: {reason}",
    "{path}: cannot be written: is no regular file; name another, or - for standard output": (
        "{path}: không ghi được: không phải là tệp thường; hãy nêu tên khác, hoặc - cho đầu ra "
        "chuẩn"
    ),
    "{path}: holds other files too ({other}); name a folder of its own": (
        "{path}: còn chứa tệp khác ({other}); hãy nêu một thư mục riêng"
    ),
    "{path}: is there already; give another name, or --force to replace it": (
        "{path}: đã có; hãy nêu tên khác, hoặc thêm --force để ghi đè"
    ),
    "{path}: another program has it open ({journal}); close it": (
        "{path}: chương trình khác đang mở ({journal}); hãy đóng lại"
    ),
    "{path}: its name says no form; end it in .sqlite or .db (SQLite), .jsonl or .ndjson (JSON "
    "Lines) or / (a folder of CSV)": (
        "{path}: tên tệp không cho biết định dạng; hãy kết thúc bằng .sqlite hoặc .db (SQLite), "
        ".jsonl hoặc .ndjson (JSON Lines) hoặc / (thư mục CSV)"
    ),
    "export needs a file; try: laichau export lai-chau.sqlite": (
        "export cần tên tệp; thử: laichau export lai-chau.sqlite"
    ),
}  # fmt: skip
"""Messages by their English templates, with the same names in braces."""
NOUNS = {
    "error": "lỗi", "warning": "cảnh báo", "figure": "số liệu", "target": "mục tiêu",
    "statement": "nhận định", "observation": "số liệu thời điểm khác", "numeral": "con số",
    "draft": "bản nháp", "fact": "dữ kiện",
}  # fmt: skip
"""What is counted, of which English has two forms."""
FINDINGS = {
    "too many words stand elsewhere to say which numerals are no fact's": (
        "quá nhiều câu chữ ở chỗ khác nên không rõ con số nào chưa thuộc dữ kiện nào"
    ),
    "has no alias": "không có tên gọi khác",
    "has no alias in English": "không có tên gọi khác bằng tiếng Anh",
    "has no alias in Vietnamese": "không có tên gọi khác bằng tiếng Việt",
    "the words cited name a period; enter it": "câu được trích có nêu thời kỳ; hãy nhập vào",
    "its sentence names one period; enter it, or say in a note why it is not its": (
        "câu chứa nó nêu một thời kỳ; hãy nhập vào, hoặc ghi chú vì sao không phải của nó"
    ),
    "a unit of the base follows a numeral that is set aside": (
        "sau con số bị loại ra là một đơn vị của bộ dữ kiện"
    ),
    "a lower rank is better; enter at-most": "thứ hạng càng thấp càng tốt; hãy nhập at-most",
    "what the source states is not what the figures give": (
        "điều nguồn nêu không khớp với các con số"
    ),
    "the numerals of the two languages differ; mend one": (
        "con số trong hai ngôn ngữ khác nhau; hãy sửa một bên"
    ),
    "words are left out where '…' stands; quote them whole": (
        "chỗ có '…' bị lược bớt; hãy trích nguyên văn"
    ),
    "the words print a fall; enter it as negative, or let the label say that it is one": (
        "câu chữ nói là giảm; hãy nhập số âm, hoặc để nhãn nói rõ là giảm"
    ),
    "the words cited speak of a goal; enter it as a target": (
        "câu được trích nói về mục tiêu; hãy nhập thành mục tiêu"
    ),
    "has other decimals than printed; enter them all": (
        "số chữ số thập phân khác với bản in; hãy nhập đủ"
    ),
    "`sense` is not as printed": "`sense` không như đã in",
    "the unit is not the one printed; enter that, or say in the note why it is the fact's": (
        "đơn vị không như đã in; hãy nhập đơn vị đó, hoặc giải thích trong ghi chú"
    ),
    "the goal is printed in another unit than the fact's": (
        "mục tiêu được in bằng đơn vị khác với dữ kiện"
    ),
    "the change is not in the fact's unit; give it a unit of its own": (
        "mức thay đổi không theo đơn vị của dữ kiện; hãy cho nó đơn vị riêng"
    ),
    "the unit is not in the words cited; cite it too, or name it in the note": (
        "câu được trích không có đơn vị; hãy trích cả đơn vị, hoặc nêu trong ghi chú"
    ),
    "the sign before the figure is of no unit of the base; enter it as `printed`": (
        "ký hiệu trước số liệu không thuộc đơn vị nào; hãy nhập vào `printed`"
    ),
    "the unit goes on; enter a unit that is all of it": (
        "đơn vị còn dài hơn; hãy nhập đơn vị đầy đủ"
    ),
    "the heading names several periods; say in the note which one it is": (
        "đề mục nêu nhiều thời kỳ; hãy ghi chú là thời kỳ nào"
    ),
    "the period is not as printed; mend it, cite the words that say it, or say it in the note": (
        "thời kỳ không như đã in; hãy sửa, trích câu nêu nó, hoặc ghi chú"
    ),
    "`due` is not as printed": "`due` không như đã in",
    "the change is not in the words cited": "câu được trích không có mức thay đổi này",
    "the words do not count from a year before; cite those that do": (
        "câu chữ không so với năm trước; hãy trích câu có so"
    ),
    "the change is counted from the fact's own period or a later one": (
        "mức thay đổi được tính từ chính thời kỳ của dữ kiện hoặc muộn hơn"
    ),
    "what the change is counted from is not as printed": ("mốc tính mức thay đổi không như đã in"),
    "the date is not the one printed": "ngày không như đã in",
    "either number may be the day; say in the note of the source which comes first, the day or "
    "the month": ("số nào cũng có thể là ngày; hãy ghi chú ở nguồn: ngày hay tháng đứng trước"),
    "the text is not in the words cited; quote it, or say in the note how it was read": (
        "câu được trích không có nội dung này; hãy trích nó, hoặc ghi chú đã đọc thế nào"
    ),
    "the figure": "số liệu",
    "a period": "thời kỳ",
    "the kind": "loại",
}
"""What a check finds, where nothing has to be put into the sentence."""
OTHERS = {
    **FINDINGS,
    **BOUNDS,
    **{noun + ending: word for noun, word in NOUNS.items() for ending in ("", "s")},
    # ---- kinds and tables of a base
    "source": "nguồn",
    "unit": "đơn vị",
    "path": "tệp",
    "file": "tệp",
    "level": "mức",
    "line": "dòng",
    "column": "cột",
    "value": "giá trị",
    "id": "mã",
    "message": "nội dung",
    "context": "đoạn trích",
    "period": "thời kỳ",
    "unsure": "chưa chắc",
    "verdict": "đánh giá",
    "number": "số",
    "rank": "thứ hạng",
    "range": "khoảng",
    "fraction": "tỷ số",
    "date": "ngày",
    "text": "văn bản",
    "sources": "các nguồn",
    "topics": "các chủ đề",
    "units": "các đơn vị",
    "true or false": "true hoặc false",
    "an array": "mảng",
    "a table": "bảng",
    "a date": "ngày",
    # ---- documents of other formats
    "make one of it (`pdftotext -layout FILE.pdf FILE.txt`)": (
        "hãy chuyển đổi (`pdftotext -layout TỆP.pdf TỆP.txt`)"
    ),
    "make one of it (`pandoc -t plain FILE.html -o FILE.txt`)": (
        "hãy chuyển đổi (`pandoc -t plain TỆP.html -o TỆP.txt`)"
    ),
    "save it as plain text in UTF-8 (`pandoc -t plain FILE.docx -o FILE.txt`)": (
        "hãy lưu thành văn bản thuần UTF-8 (`pandoc -t plain TỆP.docx -o TỆP.txt`)"
    ),
    "save it as plain text in UTF-8 from the program that wrote it": (
        "hãy lưu thành văn bản thuần UTF-8 bằng chương trình đã tạo ra nó"
    ),
    "save it as plain text in UTF-8": "hãy lưu thành văn bản thuần UTF-8",
    # ---- what the reader of TOML says
    "invalid statement": "câu lệnh không hợp lệ",
    "invalid value": "giá trị không hợp lệ",
    "invalid date or datetime": "ngày giờ không hợp lệ",
    "invalid hex value": "giá trị thập lục phân không hợp lệ",
    "invalid initial character for a key part": "ký tự đầu của khóa không hợp lệ",
    "expected newline or end of document after a statement": (
        "sau mỗi câu lệnh phải xuống dòng hoặc hết tệp"
    ),
    "expected {what} after a key in a key/value pair": "thiếu {what} sau khóa",
    "expected {what} at the end of a table declaration": "thiếu {what} ở cuối tên bảng",
    "expected {what} at the end of an array declaration": "thiếu {what} ở cuối tên mảng",
    "expected {what}": "thiếu {what}",
    "found invalid character {what}": "ký tự {what} không hợp lệ",
    "illegal character {what}": "ký tự {what} không hợp lệ",
    "unescaped {what} in a string": "ký tự {what} trong chuỗi phải viết gấp đôi",
    "escaped character is not a Unicode scalar value": "mã ký tự không có trong Unicode",
    "unterminated string": "chuỗi thiếu dấu kết thúc",
    "unclosed array": "mảng thiếu dấu đóng ]",
    "unclosed inline table": "bảng trong dòng thiếu dấu đóng }}",
    "cannot declare {what} twice": "khai báo {what} hai lần",
    "cannot overwrite a value": "khóa hoặc bảng này đã có ở trên",
    "cannot mutate immutable namespace {what}": "không thêm được vào {what} đã viết trọn ở trên",
    "cannot redefine namespace {what}": "{what} đã được định nghĩa ở trên",
    "duplicate inline table key {what}": "khóa {what} bị lặp trong bảng",
    # ---- what the system says of a file
    "Permission denied": "không có quyền",
    "Operation not permitted": "không được phép",
    "No such file or directory": "không có tệp hay thư mục này",
    "File exists": "đã có tệp này",
    "Is a directory": "đây là một thư mục",
    "Not a directory": "không phải là thư mục",
    "Directory not empty": "thư mục không trống",
    "No space left on device": "đĩa đã đầy",
    "Disk quota exceeded": "hết hạn mức đĩa",
    "Read-only file system": "hệ thống tệp chỉ cho đọc",
    "Device or resource busy": "đang được dùng",
    "File name too long": "tên tệp quá dài",
    "Too many levels of symbolic links": "quá nhiều liên kết nối tiếp nhau",
    "Too many open files": "mở quá nhiều tệp",
    "Bad file descriptor": "luồng đã đóng",
    "unable to open database file": "không mở được tệp cơ sở dữ liệu (có thể chưa có thư mục)",
    "Input/output error": "lỗi vào ra",
}
"""Hedges, what is counted, and what the system says of a file: of that, the rest stays English."""
HELP = {
    # ---- commands
    "show": (
        "Xem các dữ kiện của một chủ đề, hoặc thẻ của một dữ kiện.\n\n"
        "Không nêu gì thì hiện các chủ đề. Chỉ cần viết phần đầu của tên, nếu chỉ một tên bắt đầu "
        "như vậy."
    ),
    "search": (
        "Tìm dữ kiện theo từ, con số hoặc mã.\n\n"
        "Từ tiếng Việt hay tiếng Anh, có dấu hay không dấu, theo thứ tự bất kỳ."
    ),
    "compare-target": "So dữ kiện với mục tiêu đã đặt ra.",
    "get": (
        "In riêng giá trị của từng dữ kiện.\n\n"
        "Mỗi giá trị một dòng, để dùng trong script. Nêu đủ mã hoặc tên gọi khác, không viết tắt."
    ),
    "cite": (
        "In trích dẫn nguồn của từng dữ kiện, để dán vào bài.\n\n"
        "Gồm số liệu, thời kỳ, nơi xuất bản, nhan đề, số dòng, câu chữ được in và địa chỉ. Nêu đủ "
        "mã hoặc tên gọi khác, không viết tắt."
    ),
    "sources": "Liệt kê các văn bản được trích dẫn.",
    "export": (
        "Ghi toàn bộ dữ kiện ra tệp, cho chương trình khác.\n\n"
        "Theo tên tệp: .sqlite hoặc .db (SQLite), .jsonl hoặc .ndjson (JSON Lines), hoặc thư mục "
        "CSV kèm mô tả (tên không có đuôi, hoặc kết thúc bằng /); "
        "- là đầu ra chuẩn (JSON Lines)."
    ),
    "check": (
        "Đối chiếu bộ dữ kiện với các nguồn.\n\n"
        "Đọc lại bộ dữ kiện và văn bản, đọc từng số liệu từ câu chữ được trích, và đối chiếu mọi "
        "con số của từng văn bản. Mỗi phát hiện một dòng: TỆP:DÒNG: MÃ: điều chưa đúng."
    ),
    "verify": (
        "So các số liệu trong một văn bản với bộ dữ kiện.\n\n"
        "Văn bản thường hoặc Markdown, tiếng Việt hay tiếng Anh; trong ống lệnh thì không cần nêu "
        "tên. Mỗi số liệu khác hoặc thuộc thời điểm khác một dòng: TỆP:DÒNG:CỘT: ĐÁNH GIÁ: điều "
        "được viết … điều bộ dữ kiện có."
    ),
    "new": (
        "Tạo bộ dữ kiện từ các văn bản, để điền tiếp.\n\n"
        "Gồm THƯ_MỤC/facts.toml, JSON Schema bên cạnh, và bản sao từng văn bản (UTF-8) trong "
        "THƯ_MỤC/seeds/. THƯ_MỤC phải trống hoặc chưa có."
    ),
    "draft": (
        "Đề xuất mục nhập cho từng con số chưa được nhập.\n\n"
        "TOML để đưa vào bộ dữ kiện: giá trị, đơn vị, từ chỉ mức, thời kỳ và câu chữ, như check "
        "đọc được; điều chưa chắc có ghi chú bắt đầu bằng #?. Với --write thì được ghi vào đó, "
        "dưới dạng bản nháp không hiện trong câu trả lời."
    ),
    "[TOPIC|FACT]...": "[TÊN]...",
    "FOLDER DOCUMENT...": "THƯ_MỤC VĂN_BẢN...",
    "[SOURCE]...": "[NGUỒN]...",
    "[FILE|-]...": "[TỆP|-]...",
    "WORD...": "TỪ...",
    "FACT...": "TÊN...",
    "FILE": "TỆP",
    # ---- options
    "--limit": "Nhiều nhất bấy nhiêu dữ kiện; không nêu thì 10.",
    "--status": "Chỉ các đánh giá này (có thể nêu nhiều lần).",
    "--set-by": "Chỉ mục tiêu do bên có tên này đặt ra.",
    "--scope": "Chỉ mục tiêu của tỉnh, hoặc của cả nước.",
    "--fail-on": "Kết thúc với mã 1 nếu có đánh giá này (có thể nêu nhiều lần).",
    "--all": "Cả số liệu khớp, và số liệu mà bộ dữ kiện không biết.",
    "--lines": "Chỉ các con số ở những dòng này.",
    "--sure": "Chỉ những gì đọc được chắc chắn.",
    "--write": "Ghi các mục vào bộ dữ kiện.",
    "--field": "Trường cần in; không nêu thì value.",
    "--style": "Kiểu trích dẫn; không nêu thì text.",
    "--by": "Trích dẫn theo từng dữ kiện, hoặc theo từng văn bản.",
    "--force": "Ghi đè lên tệp đã có.",
    "--strict": "Có cảnh báo cũng là không đạt.",
    "--at": "Lấy số liệu của năm đó, hoặc mới nhất; show nhận cả all (mọi thời điểm).",
    "--svg": "Ghi bảng ra tệp hình.",
    "--html": "Ghi bảng ra trang web.",
    "--facts": "Bộ dữ kiện cần đọc [LAICHAU_FACTS].",
    "--lang": "Ngôn ngữ của câu trả lời [LAICHAU_LANG; nếu không, theo máy].",
    "--format": "Dạng trả lời [LAICHAU_FORMAT]; auto: trên màn hình là bảng, còn lại là TSV.",
    "--json": "Như --format json.",
    "--fields": "Các trường cần ghi, theo thứ tự này.",
    "--no-header": "Không có dòng tên trường.",
    "--color": "Màu; auto theo NO_COLOR và FORCE_COLOR.",
    "--version": "Cho biết phiên bản.",
    "--install-completion": "Cài phím TAB cho shell này hoặc shell được nêu.",
    "--show-completion": "In ra những gì sẽ được cài.",
    "--help": "Hiện trợ giúp này.",
    "N": "SỐ",
    "TEXT": "TỪ",
    "NAME": "TÊN",
    "YEAR|latest": "NĂM|latest",
    "PATH": "TỆP",
    # ---- Typer's own words
    "Usage:": "Cách dùng:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "Show this message and exit.": "Hiện trợ giúp này.",
    # ---- the first screen and the examples
    "Facts about Lai Châu province, each tied to the words it was printed in.": (
        "Dữ kiện về tỉnh Lai Châu, mỗi dữ kiện kèm nguyên văn trong nguồn."
    ),
    "{title}. Each fact is tied to the words it was printed in.": (
        "{title}. Mỗi dữ kiện kèm nguyên văn trong nguồn."
    ),
    "Try:": "Thử:",
    "laichau show lists the topics; laichau COMMAND --help says more of a command.": (
        "laichau show liệt kê các chủ đề; laichau LỆNH --help nói rõ hơn về từng lệnh."
    ),
    "laichau show": "các chủ đề",
    "laichau show digital": "các dữ kiện của một chủ đề",
    "laichau show papi-rank": "một dữ kiện, cùng đoạn văn chứa nó",
    "laichau show all -f csv": "tất cả, dạng CSV",
    "laichau search …": "dữ kiện theo từ, có dấu hay không",
    "laichau search cáp quang": "dữ kiện theo từ, có dấu hay không",
    "laichau search 14.433": "theo con số, viết cách nào cũng được",
    "laichau search poor --limit 3": "ba kết quả sát nhất",
    "laichau compare-target": "mọi mục tiêu, mục tiêu nào đã vượt",
    "laichau compare-target tourism": "mục tiêu của một chủ đề",
    "laichau compare-target --status short": "những mục tiêu chưa đạt",
    "laichau get …": "riêng giá trị, cho script",
    "laichau get fibre-optic-cable": "riêng giá trị, cho script",
    "laichau get papi-rank poverty-rate": "mỗi giá trị một dòng",
    "laichau get papi-rank --field period": "một trường khác",
    "laichau cite poverty-rate": "trích dẫn bằng lời",
    "laichau cite poverty-rate --lang vi": "bằng tiếng Việt",
    "laichau cite poverty-rate --style bibtex": "cho LaTeX",
    "laichau sources": "mọi văn bản, mỗi văn bản có bao nhiêu số liệu",
    "laichau sources --fields id,url": "địa chỉ của chúng",
    "laichau export lai-chau.sqlite": "một cơ sở dữ liệu SQLite",
    "laichau export lai-chau/": "thư mục CSV kèm mô tả dữ liệu",
    "laichau export lai-chau.jsonl --force": "JSON Lines, thay tệp cũ",
    "laichau verify draft.md": "những số liệu không khớp bộ dữ kiện",
    "laichau verify draft.md --all": "mọi số liệu, cùng số liệu của bộ dữ kiện",
    "laichau verify draft.md --at latest": "so với số liệu mới nhất",
    "laichau new library report.txt": "bộ dữ kiện trong library/, từ một văn bản",
    "laichau new province plan.txt report.txt": "từ hai văn bản",
    "laichau draft": "mục nhập cho những gì chưa có",
    "laichau draft --json --fields line,value,unsure": "những gì chưa chắc, cho script",
    "laichau check": "bộ dữ kiện đi kèm",
    "laichau check --strict": "có cảnh báo cũng là không đạt",
}  # fmt: skip
"""Texts of the help by the command, option or example they are of, else by their English words."""
