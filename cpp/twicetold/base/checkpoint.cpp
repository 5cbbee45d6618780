#include "twicetold/base/checkpoint.hpp"

#include <utility>

namespace twicetold {

namespace {

constexpr auto interval = std::chrono::milliseconds(50);
thread_local AskedAtCheckpoints* asked = nullptr;

}  // namespace

AskedAtCheckpoints::AskedAtCheckpoints(std::function<void()> ask)
    : ask_(std::move(ask)), outer_(std::exchange(asked, this)) {}

AskedAtCheckpoints::~AskedAtCheckpoints() {
    asked = outer_;
}

void checkpoint() {
    if (asked == nullptr) {
        return;
    }
    if (const auto now = std::chrono::steady_clock::now(); now - asked->last_ >= interval) {
        asked->last_ = now;
        asked->ask_();
    }
}

}  // namespace twicetold
