#include "twicetold/text/sentences.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "twicetold/text/sentence_marks.hpp"
#include "twicetold/text/unicode_tables.hpp"
#include "twicetold/text/utf8.hpp"

using namespace twicetold;

namespace {

using Strings = std::vector<std::string>;

Strings sentences_of(std::string_view text) {
    Strings found;
    for (const Sentence& sentence : split_sentences(text)) {
        found.emplace_back(text.substr(sentence.span.begin, sentence.span.size()));
    }
    return found;
}

std::vector<SentenceKind> kinds_of(std::string_view text) {
    std::vector<SentenceKind> kinds;
    for (const Sentence& sentence : split_sentences(text)) {
        kinds.push_back(sentence.kind);
    }
    return kinds;
}

/// Whether the sentences of `marked`, without the bars, are what the bars separate.
bool split_at_bars(std::string_view marked, std::string_view between = " ") {
    std::string text;
    Strings expected(1);
    for (const char c : marked) {
        if (c == '|') {
            text += between;
            expected.emplace_back();
        } else {
            text += c;
            expected.back() += c;
        }
    }
    const Strings found = sentences_of(text);
    if (found != expected) {
        for (const std::string& sentence : found) {
            MESSAGE(sentence);
        }
    }
    return found == expected;
}

bool is_space_at(std::string_view text, std::size_t at) {
    return unicode::is(decode_utf8(text, at).code_point, unicode::space);
}

bool only_space(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).size) {
        if (!is_space_at(text, at)) {
            return false;
        }
    }
    return true;
}

/// Everything but white space lies in exactly one sentence, in order, and no sentence starts or ends with white space.
bool covers(std::string_view text) {
    std::size_t end = 0;
    for (const Sentence& sentence : split_sentences(text)) {
        const Span span = sentence.span;
        if (span.begin < end || span.end <= span.begin || span.end > text.size() ||
            !only_space(text.substr(end, span.begin - end)) || is_space_at(text, span.begin)) {
            return false;
        }
        end = span.end;
        const std::string_view inside = text.substr(span.begin, span.size());
        std::size_t last = inside.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(inside[last]) & 0xC0) == 0x80) {
            --last;
        }
        if (is_space_at(inside, last)) {
            return false;
        }
    }
    return only_space(text.substr(end));
}

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + piece.size());
    while (text.size() < bytes) {
        text += piece;
    }
    return text;
}

/// QuoteWindow::is_odd_before for a " by counting anew.
bool is_odd_by_counting(std::string_view text, std::size_t at) {
    bool odd = false;
    for (std::size_t k = at; k > 0 && at - k < 256 && text[k - 1] != '\n'; --k) {
        odd = odd != (text[k - 1] == '"');
    }
    return odd;
}

double seconds_to_split(std::string_view text) {
    const auto start = std::chrono::steady_clock::now();
    CHECK(covers(text));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("an empty text has no sentence") {
    CHECK(sentences_of("").empty());
    CHECK(sentences_of(" \n\t\r\n\u00a0\u3000").empty());
}

TEST_CASE("terminators end sentences and keep what closes behind them") {
    CHECK(sentences_of("The door opened. Nobody came in! Why?") ==
          Strings{"The door opened.", "Nobody came in!", "Why?"});
    CHECK(sentences_of("“Come in.” She sat down.") == Strings{"“Come in.”", "She sat down."});
    CHECK(sentences_of("He left (at last.) She stayed.") == Strings{"He left (at last.)", "She stayed."});
    CHECK(sentences_of("„Geh nach Hause.“ Er ging.") == Strings{"„Geh nach Hause.“", "Er ging."});
    CHECK(sentences_of("« Entrez. » Il entra.") == Strings{"« Entrez. »", "Il entra."});
    CHECK(sentences_of("''Ja, zeker.'' ,,Dat is goed.''") == Strings{"''Ja, zeker.''", ",,Dat is goed.''"});
    CHECK(sentences_of("A well ran dry.[3][4] Rain came.") == Strings{"A well ran dry.[3][4]", "Rain came."});
    CHECK(sentences_of("It was late . The inn was shut !") == Strings{"It was late .", "The inn was shut !"});
    CHECK(sentences_of("He said ``Come in.`` She sat down.") == Strings{"He said ``Come in.``", "She sat down."});
    CHECK(sentences_of("He left. ``She stayed.``") == Strings{"He left.", "``She stayed.``"});
    CHECK(sentences_of("' It is late . ' , she said ' Go home . ' .").size() == 1);
}

TEST_CASE("what is invisible behind a mark belongs to it and hides no capital") {
    CHECK(sentences_of("The door opened.\u200f Nobody came.") == Strings{"The door opened.\u200f", "Nobody came."});
    CHECK(sentences_of("“Come in.”\u00ad\u2069 She sat down.") == Strings{"“Come in.”\u00ad\u2069", "She sat down."});
    CHECK(sentences_of("„Geh nach Hause.“\u200b Er ging.").size() == 2);
    CHECK(sentences_of("The door opened. \u200fNobody came.") == Strings{"The door opened.", "\u200fNobody came."});
    CHECK(sentences_of("The door opened. “\ufeffNobody came.").size() == 2);
    CHECK(sentences_of("They came by noon. \u200f") == Strings{"They came by noon. \u200f"});
    CHECK(sentences_of("They met Dr.\u200b Weber, i.e.\u00ad\u200b him.").size() == 1);
    CHECK(sentences_of("It broke...\u200f and was mended.").size() == 1);
}

TEST_CASE("a small letter continues unless a plain word was closed") {
    CHECK(sentences_of("Bring tools, nails etc. and wait.").size() == 1);
    CHECK(sentences_of("the shop closed. nobody knows why.") == Strings{"the shop closed.", "nobody knows why."});
    CHECK(sentences_of("\"Is it far?\" he asked.").size() == 1);
    CHECK(sentences_of("well... maybe not").size() == 1);
    CHECK(sentences_of("is it far? nobody knew.").size() == 2);
    CHECK(sentences_of("The shop Wow! and its rivals closed.").size() == 1);
}

TEST_CASE("ellipses end sentences only before a capital") {
    CHECK(sentences_of("We waited... Then it rained.").size() == 2);
    CHECK(sentences_of("I thought . . . I knew.").size() == 1);
    CHECK(sentences_of("The mast broke [...] at noon (?) or so.").size() == 1);
}

TEST_CASE("abbreviations do not end sentences") {
    CHECK(sentences_of("Dr. Weber met Mrs. Lund at St. Anne's, e.g. on Sundays.").size() == 1);
    CHECK(sentences_of("See No. 5 on p. 55, fig. 3.").size() == 1);
    CHECK(sentences_of("Er wohnt z. B. in Bonn bzw. Köln.").size() == 1);
    CHECK(sentences_of("La Sra. Ruiz llegó. El Dr. Paz no.").size() == 2);
    CHECK(sentences_of("Он жил на ул. Садовой, т. е. рядом.").size() == 1);
    CHECK(sentences_of("The meeting is at 10 a.m. local time.").size() == 1);
    CHECK(sentences_of("An M.D. from Ohio came.").size() == 1);
    CHECK(sentences_of("PS. Bring the keys.").size() == 1);
    CHECK(sentences_of("Он приходил лишь раз в год. Дом пустовал.").size() == 2);
}

TEST_CASE("some abbreviations end a sentence before a word that starts one") {
    CHECK(sentences_of("He sold it to Reed & Co. It was cheap.").size() == 2);
    CHECK(sentences_of("Reed Co. Ltd. was sold.").size() == 1);
    CHECK(sentences_of("She lives in the U.S. They do not.").size() == 2);
    CHECK(sentences_of("She lives in the U.S. Virgin Islands.").size() == 1);
    CHECK(sentences_of("We left at 6 p.m. The bus was late.").size() == 2);
    CHECK(sentences_of("Bring pens, paper, etc. Do not be late.").size() == 2);
}

TEST_CASE("titles that are words count only when they are capitalised") {
    CHECK(sentences_of("Gen. Stark spoke.").size() == 1);
    CHECK(sentences_of("They told Rev. Moss at once.").size() == 1);
    CHECK(sentences_of("That is what they det. Moss left.").size() == 2);
}

TEST_CASE("initials do not end sentences") {
    CHECK(sentences_of("J. R. Moss and Ann E. Lund met.").size() == 1);
    CHECK(sentences_of("This is plan B. It failed.").size() == 2);
    CHECK(sentences_of("The rope is 5 m. Tom cut it.").size() == 2);
    CHECK(sentences_of("오늘은 밥을 안 함. 내일도 쉰다.").size() == 2);
}

TEST_CASE("numbers: ordinals and list marks go on, years end") {
    CHECK(sentences_of("Am 5. Mai kam der 3. Zug.").size() == 1);
    CHECK(sentences_of("It burnt down in 1906. Nobody rebuilt it.").size() == 2);
    CHECK(sentences_of("It cost 3.50 in 1.5 days.").size() == 1);
    CHECK(sentences_of("1. Wash the rice. 2. Boil it.") == Strings{"1. Wash the rice.", "2. Boil it."});
    CHECK(sentences_of("1) wash it 2) boil it 3) eat it") == Strings{"1) wash it", "2) boil it", "3) eat it"});
    CHECK(sentences_of("a. wash it b. boil it") == Strings{"a. wash it", "b. boil it"});
    CHECK(sentences_of("• 1. Flour • 2. Salt") == Strings{"• 1. Flour", "• 2. Salt"});
    CHECK(sentences_of("1. Flour • 2. Salt") == Strings{"1. Flour •", "2. Salt"});
}

TEST_CASE("a sentence ends before a link, and links in a row are sentences") {
    CHECK(sentences_of("It was quite cool... http://a.example/1.html http://b.example\nhttps://c.example") ==
          Strings{"It was quite cool...", "http://a.example/1.html", "http://b.example", "https://c.example"});
    CHECK(sentences_of("We moved. www.mill.example has the address.").size() == 2);
    CHECK(sentences_of("Look at p. http://a.example now.").size() == 1);
}

TEST_CASE("terminators of scripts written without spaces need none") {
    CHECK(sentences_of("天亮了。我们走吧！好吗？") == Strings{"天亮了。", "我们走吧！", "好吗？"});
    CHECK(sentences_of("彼は「行く。帰る。」と言った。外は雨だ。") ==
          Strings{"彼は「行く。帰る。」と言った。", "外は雨だ。"});
    CHECK(sentences_of("वह घर गया। फिर सो गया॥") == Strings{"वह घर गया।", "फिर सो गया॥"});
    CHECK(sentences_of("هل وصل؟ نعم.") == Strings{"هل وصل؟", "نعم."});
    CHECK(sentences_of("Πού πας; Στο σπίτι.") == Strings{"Πού πας;", "Στο σπίτι."});
    CHECK(sentences_of("Գարուն է: Արև է:") == Strings{"Գարուն է:", "Արև է:"});
    CHECK(sentences_of("ሰላም ነው። ደህና ነኝ።") == Strings{"ሰላም ነው።", "ደህና ነኝ።"});
}

TEST_CASE("polite endings of Korean end sentences that have no full stop") {
    CHECK(sentences_of("오늘은 비가 옵니다 내일은 맑아요 그렇죠 3일 뒤엔 몰라요") ==
          Strings{"오늘은 비가 옵니다", "내일은 맑아요", "그렇죠", "3일 뒤엔 몰라요"});
    CHECK(sentences_of("비가 옵니다. 그래도 가요!") == Strings{"비가 옵니다.", "그래도 가요!"});
    CHECK(sentences_of("우산이 필요 없는 주요 도시를 돌아 다니다 왔다 갔다 했다.").size() == 1);
    CHECK(sentences_of("그는 (비가 옵니다 하고) 말했다.").size() == 1);
    CHECK(sentences_of("비가 와요 ㅜㅜ").size() == 1);
    CHECK(sentences_of("니다 요 죠 다").size() == 1);
}

TEST_CASE("a missing blank is noticed between a small and a capitalised word") {
    CHECK(sentences_of("They closed.The others stayed.") == Strings{"They closed.", "The others stayed."});
    CHECK(sentences_of("Visit www.example.Org or mail ann.Lee@example.org now.").size() == 1);
    CHECK(sentences_of("Use std.Vector here.").size() == 2);
    CHECK(sentences_of("It burnt down in 2019.The owners left.") ==
          Strings{"It burnt down in 2019.", "The owners left."});
    CHECK(sentences_of("See 2019.B and 2019.PDF, or 10.The and 3.1415.The end.").size() == 1);
    CHECK(sentences_of("They told him.Mr. Lund stayed.") == Strings{"They told him.", "Mr. Lund stayed."});
    CHECK(sentences_of("The node.Js. file is there.").size() == 1);
}

TEST_CASE("a blank line ends a sentence, whatever stands before it") {
    CHECK(sentences_of("no mark here\n\nand none here") == Strings{"no mark here", "and none here"});
    CHECK(sentences_of("no mark here\r\n\r\nand none here").size() == 2);
}

TEST_CASE("the signs of a heading of any depth and of bold text belong to it") {
    for (const std::string signs : {"#", "##", "######"}) {
        const std::string heading = signs + " Description of it";
        CHECK(sentences_of("Some text.\n" + heading + "\n\nIt is good.") ==
              Strings{"Some text.", heading, "It is good."});
        CHECK(kinds_of(heading + "\n\nIt is good.") == std::vector{SentenceKind::headline, SentenceKind::sentence});
    }
    CHECK(kinds_of("## [Link](x.md)\n\nIt is good.").front() == SentenceKind::headline);
    CHECK(sentences_of("** Bold ** words.") == Strings{"** Bold ** words."});
    CHECK(kinds_of("#one #two @three") == std::vector{SentenceKind::fragment});
}

TEST_CASE("hard-wrapped lines are joined, headings and lists are not") {
    const std::string wrapped =
        "The old mill at the river had stood empty for years when\n"
        "Martha bought it. She mended the roof, cleaned the wheel and\n"
        "Peter helped.";
    CHECK(sentences_of(wrapped).size() == 2);
    CHECK(sentences_of("Spring News\nThe mill is open again.").size() == 2);
    CHECK(sentences_of("The mill needs\nnew sails soon.").size() == 1);
    CHECK(sentences_of("You need:\n- flour\n- Water\n").size() == 3);
    CHECK(sentences_of("Dear Ann,\nThe mill is open.\nBest regards,\nTom").size() == 4);
}

TEST_CASE("kinds tell headlines, list items and fragments from sentences") {
    using enum SentenceKind;
    CHECK(kinds_of("The mill opens\n\nIt opens today. Come.\n\nWhat it costs\n\nNothing.") ==
          std::vector{headline, sentence, sentence, headline, sentence});
    CHECK(kinds_of("# The mill\n\nIt opens today.") == std::vector{headline, sentence});
    CHECK(kinds_of("only one line") == std::vector{sentence});
    CHECK(kinds_of("• flour\n• water\n3. salt\n(b) yeast") == std::vector{list_item, list_item, list_item, list_item});
    CHECK(kinds_of("It opens.\n\nhttps://example.org/mill\n\n#mill @miller 👇") ==
          std::vector{sentence, fragment, fragment});
    CHECK(kinds_of("| a | b |\n| 1 | 2 |") == std::vector{fragment, fragment});
    CHECK(kinds_of("***\n\nIt opens.") == std::vector{fragment, sentence});
}

TEST_CASE("a date header is a fragment of its own, also before text on its line") {
    CHECK(sentences_of("date 2021-03-04 The mill opened today.") ==
          Strings{"date 2021-03-04", "The mill opened today."});
    CHECK(sentences_of("Monday, May 3, 2021\nThe mill opened.").size() == 2);
    CHECK(sentences_of("Ann Lee 05/03/2021 10:15 AM The mill opened.") ==
          Strings{"Ann Lee", "05/03/2021 10:15 AM", "The mill opened."});
    CHECK(kinds_of("date 2021-03-04 The mill opened.") == std::vector{SentenceKind::fragment, SentenceKind::sentence});
    CHECK(sentences_of("On May 3, 2021 The Mill opened.").size() == 1);
}

TEST_CASE("the tail of a tweet stays one fragment") {
    const std::string tweet =
        "The mill is open again. Come with #Flour 👇 pic.twitter.com/AbC1dE — Mill (@mill) May 3, 2021";
    CHECK(sentences_of(tweet) == Strings{"The mill is open again.", tweet.substr(24)});
    CHECK(kinds_of(tweet) == std::vector{SentenceKind::sentence, SentenceKind::fragment});
}

TEST_CASE("emoticons end sentences before a capital") {
    CHECK(sentences_of("I like it :-) You will too.") == Strings{"I like it :-)", "You will too."});
    CHECK(sentences_of("I like it :) very much.").size() == 1);
}

TEST_CASE("spans cover everything but white space, in order, whatever the text is") {
    const Strings pieces = {"a",       "The",        "Dr",
                            ".",       ". ",         "...",
                            "!",       "?",          "\n",
                            "\n\n",    "\r\n",       " ",
                            "  ",      "(",          ")",
                            "[1]",     "\"",         "'",
                            "''",      "“",          "”",
                            "。",      "」",         "「",
                            "1",       "12.",        "a)",
                            "- ",      "#",          "@x",
                            "|",       "http://a.b", "5/5/2001 10:00 AM",
                            "\u00a0",  "\u3000",     "😀",
                            "e\u0301", "ж",          "字",
                            "；",      ";",          "α;",
                            ":",       ":)",         std::string(1, '\0'),
                            "\xff",    "\xe2\x80",   "\u202e",
                            ",",       "=="};
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (auto n = random() % 24; n > 0; --n) {
            text += pieces[random() % pieces.size()];
        }
        REQUIRE_MESSAGE(covers(text), text);
    }
}

TEST_CASE("quotes are counted on as if they were counted anew, wherever one asks") {
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        std::string text(2000, 'a');
        for (char& c : text) {
            const auto which = random() % 100;
            c = which < 10 ? '"' : which == 10 && round % 2 == 0 ? '\n' : 'a';
        }
        QuoteWindow window("\"");
        const auto step = random() % 600 + 1;
        for (std::size_t at = random() % 9; at < text.size(); at += random() % step + (random() % 2)) {
            REQUIRE(window.is_odd_before(text, at) == is_odd_by_counting(text, at));
        }
    }
}

TEST_CASE("an initial after a number is no unit if an abbreviation follows") {
    CHECK(split_at_bars("Im Jahr 500 v. Chr. wurde Rom groß.|Um 200 n. Chr. fiel es."));
    CHECK(split_at_bars("Rond 500 v. Chr. was Rome klein.|In 200 n. Chr. viel het."));
    CHECK(split_at_bars("Staden grundades 500 f. Kr. av greker.|Den föll 200 e. Kr. igen."));
    CHECK(split_at_bars("En el 500 a. C. Roma era pequeña.|Cayó."));
    CHECK(split_at_bars("Es sind 5 m.|Dann kommt er."));
    CHECK(split_at_bars("It is 5 m.|Mr. Lee measured it."));
}

TEST_CASE("an acronym in capitals starts no sentence") {
    CHECK(split_at_bars("The U.S. IT sector grew.|It is large."));
    CHECK(split_at_bars("It starts at 7 p.m. ET on Fox."));
    CHECK(split_at_bars("Published 9:14 a.m. ET, May 3"));
    CHECK(split_at_bars("Made in U.S.A. BY HAND."));
    CHECK(split_at_bars("HE LIVES IN THE U.S.|THE END.|SHE LEFT AT 5 P.M.|HE STAYED."));
    CHECK(split_at_bars("He left the U.S.|It was late.|He saw the U.S.|I did not.|He likes the U.S.|A man left."));
}

TEST_CASE("short Indic words end sentences; titles and initials do not") {
    CHECK(split_at_bars("तो शाळेत जातो.|हे घर मोठे आहे.|मी आलो.|पुणे हे शहर आहे.|ते सुंदर आहे."));
    CHECK(split_at_bars("यह घर है.|वह बड़ा है.|मैं आया.|डॉ. शर्मा यहाँ हैं.|एस. एम. कृष्णा आए थे.|वह गया."));
    CHECK(split_at_bars("राम आया था.|वे गए.|यह शहर है.|बी. बी. सी. ने कहा."));
    CHECK(split_at_bars("यो घर छ.|त्यो ठूलो छ.|म यहाँ छु.|हामी गयौं.|वि. स. खांडेकर आले.|पु. ल. देशपांडे बोलले."));
    CHECK(split_at_bars("क्र. 5 पहा.|रु. 500 दिले.|मी आलो.|5 वाजले."));
    CHECK(split_at_bars("આ ઘર છે.|તે મોટું છે.|હું આવ્યો.|અમદાવાદ ગુજરાતનું શહેર છે.|તે જૂનું છે."));
    CHECK(split_at_bars("এটা আমার বই.|সে যায়.|ডা. রায় এখানে নেই.|আমি খাই."));
    CHECK(split_at_bars("ఇది నా ఇల్లు.|అది పెద్దగా ఉంది.|డా. రావు వచ్చారు.|పి. వి. నరసింహారావు ప్రధాని.|నేను రా."));
    CHECK(split_at_bars("ಇದು ನನ್ನ ಮನೆ.|ಅದು ಇದೆ.|ಡಾ. ರಾಜ್ ಬಂದರು.|ಅವನು ಬಾ."));
    CHECK(split_at_bars("இது என் வீடு.|அது பெரியது.|மு. கருணாநிதி வந்தார்.|நீ வா.|அவன் போ."));
    CHECK(split_at_bars("ഇത് വീട് ആണ്.|അത് വലുതാണ്.|ഡോ. നായർ വന്നു.|നീ വാ.|അവൻ പോയി."));
}

TEST_CASE("terminators of all scripts end sentences") {
    for (const std::string_view mark :
         {"。", "！", "？", "．", "｡", "।", "॥", "۔", "؟", "։", "።", "។", "៕", "။", "᙮", "᠃", "᱾", "꓿", "꘎"}) {
        CHECK_MESSAGE(split_at_bars("ກຂ" + std::string(mark) + "|ກຂ" + std::string(mark)), mark);
    }
    CHECK(split_at_bars("ខ្ញុំទៅផ្សារ។|គាត់នៅផ្ទះ។|យើងញ៉ាំបាយ៕|ចប់។"));
    CHECK(split_at_bars("ខ្ញុំទៅផ្សារ។|គាត់នៅផ្ទះ។", ""));
    CHECK(split_at_bars("ស្វាយ ចេក ។ល។|គាត់នៅផ្ទះ។"));
    CHECK(split_at_bars("བཀྲ་ཤིས་བདེ་ལེགས།|ང་བོད་པ་ཡིན།|ལེགས་སོ༎|ཐུགས་རྗེ་ཆེ།"));
    CHECK(split_at_bars("བཀྲ་ཤིས་བདེ་ལེགས། །|ང་བོད་པ་ཡིན། །"));
    CHECK(split_at_bars("ང་བོད་པ།ཡིན།"));
    CHECK(split_at_bars("Πού είναι;|Εδώ είναι."));
    CHECK(split_at_bars("Ես գնում եմ:|Նա գալիս է:"));
}

TEST_CASE("abbreviated names go on before Han and Kana") {
    CHECK(split_at_bars("约翰·F.肯尼迪是总统。|J.K.罗琳出版了新书。|这是由Google Inc.开发的。", ""));
    CHECK(split_at_bars("Dr.陈来了。|Mr.田中は来た。|我认识Dr.陈。", ""));
    CHECK(split_at_bars("他喜欢dog.|她走了.|长5cm.|很好。", ""));
}

TEST_CASE("dates with full stops and blanks are whole") {
    CHECK(
        split_at_bars("2021. 5. 3. 서울에서 열렸다.|회의는 2024. 11. 5.(화) 14시에 열린다.|법은 2020. 1. 시행되었다."));
    CHECK(split_at_bars("4. 회의는 2021. 5. 3. 열렸다.|그는 갔다."));
    CHECK(split_at_bars("It ended in 1945.|12 men came.|It was in 2019.|The end."));
    CHECK(split_at_bars("It was in 2021.|20 people came."));
}

TEST_CASE("Hebrew acronyms end sentences") {
    CHECK(split_at_bars("הוא הגיע לארה\"ב.|הנשיא אמר שלום.|הוא שירת בצה\"ל.|אחר כך עבר.|זה עלה 50 ש\"ח.|היא שילמה."));
    CHECK(split_at_bars("הוא הגיע לארה״ב.|הנשיא אמר \"שלום\".|היא באה."));
}

TEST_CASE("a blank may be missing behind marks that end surely") {
    CHECK(split_at_bars("Where is it?|Looks great.", ""));
    CHECK(split_at_bars("Really!?|Yes.", ""));
    CHECK(split_at_bars("\"Stop!\"|She ran.", ""));
    CHECK(split_at_bars("He said \"no.\"|Then he left.", ""));
    CHECK(split_at_bars("Prices rose 5%.|Analysts agreed.", ""));
    CHECK(split_at_bars("They rose 3.5%.|Analysts agreed.", ""));
    CHECK(split_at_bars("I love it.|So cool.", ""));
    CHECK(split_at_bars("It was me.|Then she ran.", ""));
    CHECK(split_at_bars("See http://a.org/b?Page or www.a.org/?Query now, and foo?Bar=1 or x!=Y."));
    CHECK(split_at_bars("We use Vue.Js and as.Date for it."));
    CHECK(split_at_bars("Look at www.it.So and a.it.By then."));
}

TEST_CASE("a sign before a number belongs to it") {
    CHECK(split_at_bars(
        "Sales est. €3bn.|Call Tel. +49 30 123.|See No. #5.|It was max. ±5 and min. 3.|#5 won.|$3 is cheap."));
    CHECK(split_at_bars("He won.|#1 is he.|It cost.|$5 is much."));
}

TEST_CASE("Thai abbreviations end no sentence") {
    CHECK(split_at_bars("ผบ.ตร. แถลงว่า กทม. จะเปิด ครม. มีมติ"));
    CHECK(split_at_bars("เขาไปโรงเรียน.|เธอมา."));
}

TEST_CASE("abbreviations of law, addresses and titles end no sentence") {
    CHECK(
        split_at_bars("See R. Civ. P. 56(c) and Pub. L. No. 91-190.|The court agreed.|He left the pub.|Law is hard."));
    CHECK(split_at_bars("Tại TP. Hồ Chí Minh, GS. TS. Nguyễn Văn A và PGS. TS. Trần B nói.|Ông về."));
    CHECK(split_at_bars("Mieszka przy ul. Długiej.|Było ok. 50 osób.|Przyszedł ks. Jan."));
    CHECK(split_at_bars("Nel sec. XX e nel vol. II della serie, cap. IV.|Fine."));
    CHECK(split_at_bars("Sn. Yılmaz ve Av. Kaya geldi.|Cumhuriyet Mah. Atatürk Cad. No. 5 adresinde.|Bitti."));
}

TEST_CASE("a full line goes on only where something shows that the text is wrapped") {
    const std::string headline = "Senate passes sweeping infrastructure bill after months of talks";
    CHECK(sentences_of(headline + "\nThe vote was 50-48.") == Strings{headline, "The vote was 50-48."});
    const std::string byline = "Storm leaves 200,000 without power across three northern counties\nBy Ann Lee, Staff";
    CHECK(sentences_of(byline + "\nMay 3, 2021\n\nPower came back.").size() == 4);
    CHECK(sentences_of("A crowd waits outside the courthouse in Portland on Tuesday\nPhoto: Ann Lee").size() == 2);
    CHECK(sentences_of("Storm hits the northern coast with winds of 90 miles an hour\n"
                       "Senate passes sweeping bill after long months of hard talks\n"
                       "Fire destroys an old warehouse in downtown Los Angeles area\n"
                       "Mayor resigns after an inquiry into the city's road funding")
              .size() == 4);
    // A small letter behind a full line, in this block or in one before.
    const std::string wrapped =
        "We heard from the workers of the mill that the\nowners had left the town and that President\nBush came.";
    CHECK(sentences_of(wrapped).size() == 1);
    const std::string unsure = "They told the guests of the inn that old Mister\nLund had come.";
    CHECK(sentences_of(unsure).size() == 2);
    CHECK(sentences_of(wrapped + "\n\n" + unsure).size() == 2);
    // A closed-class word and a single blank at the end of the line.
    CHECK(sentences_of("Das Parlament hat nach langer Debatte das Gesetz über die\nBundesbahn beschlossen.").size() ==
          1);
    CHECK(sentences_of("They told the guests of the inn that old Mister \nLund had come.").size() == 1);
}

TEST_CASE("full lines of a script without capitals go on if all that are open are full") {
    std::string line;
    for (int k = 0; k < 11; ++k) {
        line += "天亮我们";
    }
    const std::string less = line.substr(0, line.size() - 6);
    CHECK(sentences_of(line + "\n" + line + "\n我们走吧。") == Strings{line + "\n" + line + "\n我们走吧。"});
    CHECK(sentences_of(line + "\n" + less + "\n我们走吧。").size() == 3);
}

TEST_CASE("rare line breaks break lines, and two of them end paragraphs") {
    CHECK(sentences_of("Headline one\u2029and text two.") == Strings{"Headline one", "and text two."});
    CHECK(sentences_of("Page one\fand page two.") == Strings{"Page one", "and page two."});
    for (const std::string sign : {"\u2028", "\u0085", "\v"}) {
        CHECK(sentences_of("One" + sign + "Two") == Strings{"One", "Two"});
        CHECK(sentences_of("One" + sign + "goes on") == Strings{"One" + sign + "goes on"});
        CHECK(sentences_of("One" + sign + sign + "goes on").size() == 2);
    }
}

TEST_CASE("quoted mail is prose whose lines have a prefix") {
    CHECK(sentences_of("> I think that we should meet on Friday. The room is\n> booked from 9 to 11.\n> Bring it.") ==
          Strings{"> I think that we should meet on Friday.", "The room is\n> booked from 9 to 11.", "> Bring it."});
    CHECK(kinds_of("> Come in.\n> Sit down.") == std::vector(2, SentenceKind::sentence));
    CHECK(sentences_of("> no mark here\n>\n> and none here") == Strings{"> no mark here", ">", "> and none here"});
    CHECK(sentences_of(">> It\n>> goes on.\n> It\n> > ends.") == Strings{">> It\n>> goes on.", "> It", "> > ends."});
    CHECK(kinds_of("> - one\n> - two") == std::vector(2, SentenceKind::list_item));
}

TEST_CASE("the tail of a tweet is a fragment of its own") {
    const std::vector cut = {SentenceKind::sentence, SentenceKind::fragment};
    CHECK(sentences_of("Fire kills 12 in Los Angeles, officials say https://t.co/abc") ==
          Strings{"Fire kills 12 in Los Angeles, officials say", "https://t.co/abc"});
    CHECK(kinds_of("@bob I think that you are wrong about that #sorry #notsorry") == cut);
    CHECK(kinds_of("Storm hits coast (@abc) #news #x http://t.co/a") == cut);
    CHECK(kinds_of("I love it all so much. #a #b") == cut);
    CHECK(sentences_of("We all stand together with #Ukraine").size() == 1);
    CHECK(sentences_of("You can read more of it at https://www.mill.example").size() == 1);
    CHECK(kinds_of("Follow us @lissen #harbour https://www.mill.example") == std::vector{SentenceKind::fragment});
}

TEST_CASE("list marks of other scripts and Roman numbers") {
    for (const std::string list : {"1、第一\n2、第二", "一、第二\n十二、第三", "① eins\n② zwei", "А) один\nБ) два",
                                   "а) один б) два", "II. METHODS\nIII. RESULTS"}) {
        CHECK_MESSAGE(kinds_of(list) == std::vector(2, SentenceKind::list_item), list);
    }
    CHECK(kinds_of("一、二、三等奖都有。") == std::vector{SentenceKind::sentence});
    CHECK(kinds_of("1、2、3号。") == std::vector{SentenceKind::sentence});
    CHECK(kinds_of("Vic. It rained.").front() == SentenceKind::sentence);
}

TEST_CASE("rows of short cells are fragments") {
    CHECK(kinds_of("Name\tAge\tCity\nAnn\t3\tBonn") == std::vector(2, SentenceKind::fragment));
    CHECK(kinds_of("By Ann Lee | May 3 | 5 min read") == std::vector{SentenceKind::fragment});
    CHECK(kinds_of("He said | she said") == std::vector{SentenceKind::sentence});
    CHECK(kinds_of("It\trained\ta lot.") == std::vector{SentenceKind::sentence});
}

TEST_CASE("hostile texts take time in proportion to their length") {
    const Strings pieces = {".",
                            ". ",
                            "a.b.c.",
                            "(",
                            "[",
                            "\"",
                            ". \" ",
                            ". ' ",
                            "''",
                            "a",
                            "\n",
                            " \n",
                            "\r",
                            "e\u0301",
                            "\u0301",
                            std::string(1, '\0'),
                            "\xff",
                            "\xe2\x80",
                            "\u202e",
                            " ",
                            "1. ",
                            "1) 2) ",
                            "。",
                            "「。",
                            "a, ",
                            "-",
                            "= ",
                            "[1]",
                            "5/5/2001 10:",
                            "http://a ",
                            "Dear A, ",
                            ": ",
                            ":) ",
                            "Dr. ",
                            "A. ",
                            "…",
                            "#",
                            "@a ",
                            "|\n",
                            ">",
                            "> ",
                            ">\n",
                            "> a\n>> b. C\n",
                            "\f",
                            "\u2029",
                            "a\u2028",
                            " #a",
                            "a b c #d #e. ",
                            "a\t",
                            "a | ",
                            "一",
                            "II",
                            "- \n"};
    for (const std::string& piece : pieces) {
        const double small = seconds_to_split(repeated(piece, 50'000));
        const double large = seconds_to_split(repeated(piece, 400'000));
        // Eight times the text: quadratic work would take 64 times as long.
        CHECK_MESSAGE(large < 24 * small + 0.1, piece);
    }
}

TEST_CASE("a mark far from its partner, or none at all, is no trouble") {
    CHECK(covers(std::string(25'000, '(') + " a. B" + std::string(25'000, ')')));
    CHECK(covers("a" + std::string(1'000'000, ' ') + ". B"));
    CHECK(sentences_of(repeated("word ", 1'000'000)).size() == 1);
}
