#include "twicetold/stories/negation.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace twicetold {

namespace {

struct NegationList {
    std::string_view language;
    std::string_view words;  // written by hand for twicetold, 2026; in NFKC_Casefold
};

constexpr NegationList lists[] = {
    {"", "不 没 沒"},
    {"ar", "لا لم لن ليس ليست ليسوا"},
    {"bg", "не няма нямаше никога никой нито"},
    {"bn", "না নেই নয় নি"},
    {"ca", "no mai ningú"},
    {"cs", "ne nikdy nikdo žádný žádná žádné není nejsou nebyl nebyla nebylo nebyli nebude nebudou nemá nemají"},
    {"da", "ikke ej aldrig ingen intet"},
    {"de", "nicht kein keine keinem keinen keiner keines nie niemals niemand nichts ohne"},
    {"el", "δεν δε μην μη όχι ποτέ"},
    {"en", "not no never cannot neither nor none nobody nothing without"},
    {"es", "no nunca jamás ningún ninguna ninguno nadie tampoco sin"},
    {"et", "ei pole mitte polnud"},
    {"fa", "نه نیست نیستند نبود هرگز"},
    {"fi", "ei en et emme ette eivät eikä eivätkä"},
    {"fr", "pas jamais aucun aucune non sans"},
    {"he", "לא אין אינו אינה אינם"},
    {"hi", "नहीं न मत"},
    {"hr", "ne nije nisu nikad nikada nitko nema"},
    {"hu", "nem ne soha sem senki nincs nincsenek"},
    {"id", "tidak bukan tak belum jangan tiada tanpa"},
    {"it", "non mai nessun nessuno nessuna senza"},
    {"ko", "안 못"},
    {"lt", "ne nėra niekada niekas nebuvo"},
    {"lv", "ne nav nekad neviens nebija"},
    {"nb", "ikke aldri ingen intet uten"},
    {"nl", "niet geen nooit niemand niets zonder"},
    {"pl", "nie nigdy nikt żaden żadna żadne bez"},
    {"pt", "não nunca jamais nenhum nenhuma ninguém sem"},
    {"ro", "nu niciodată nimeni niciun nicio fără"},
    {"ru", "не нет никогда никто ни нельзя без"},
    {"sk", "nie nikdy nikto žiadny žiadna žiadne bez"},
    {"sl", "ne ni niso nikoli nihče brez"},
    {"sr", "не није нису никад никада нико нема ne nije nisu nikad nikada niko nema"},
    {"sv", "inte ej icke aldrig ingen inget inga utan"},
    {"ta", "இல்லை அல்ல"},
    {"tr", "değil yok hiç asla"},
    {"uk", "не немає ніколи ніхто ні без"},
    {"ur", "نہیں نہ مت"},
    {"vi", "không chẳng chưa đừng"},
};

[[nodiscard]] bool holds(std::string_view words, std::string_view word) {
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        if (words.substr(begin, end - begin) == word) {
            return true;
        }
        begin = end + 1;
    }
    return false;
}

}  // namespace

std::string_view negation_words(std::string_view language) {
    const auto found = std::find_if(std::begin(lists), std::end(lists),
                                    [&](const NegationList& list) { return list.language == language; });
    return found == std::end(lists) ? std::string_view() : found->words;
}

bool is_negation(std::string_view word, std::string_view language) {
    // don't, isn't, …: one token each.
    return (language == "en" && word.ends_with("n't")) || holds(negation_words(language), word);
}

}  // namespace twicetold
