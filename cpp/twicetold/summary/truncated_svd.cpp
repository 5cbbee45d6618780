#include "twicetold/summary/truncated_svd.hpp"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "twicetold/base/checkpoint.hpp"
#include "twicetold/base/hash.hpp"

namespace twicetold {

namespace {

using Sparse = Eigen::Map<const Eigen::SparseMatrix<double, Eigen::RowMajor, std::int32_t>>;
using Eigen::Index;

constexpr Index most_dense = 128;
constexpr Index most_steps = 192;
constexpr Index steps_between_checks = 16;
constexpr double tolerance = 1e-10;

/// Eigenvalues, rising, with a vector in each column.
struct Eigenpairs {
    Eigen::VectorXd values;
    Eigen::MatrixXd vectors;
};

/// A·Aᵀ or Aᵀ·A, whichever is smaller.
class Gram {
  public:
    explicit Gram(const Sparse& a) : a_(a), of_rows_(a.rows() <= a.cols()) {}

    [[nodiscard]] bool of_rows() const { return of_rows_; }
    [[nodiscard]] Index size() const { return of_rows_ ? a_.rows() : a_.cols(); }
    [[nodiscard]] Eigen::VectorXd times(const Eigen::VectorXd& v) const {
        if (of_rows_) {
            const Eigen::VectorXd inner = a_.transpose() * v;
            return a_ * inner;
        }
        const Eigen::VectorXd inner = a_ * v;
        return a_.transpose() * inner;
    }

  private:
    const Sparse& a_;
    bool of_rows_;
};

Eigenpairs dense_eigenpairs(const Gram& gram) {
    Eigen::MatrixXd full(gram.size(), gram.size());
    for (Index k = 0; k < gram.size(); ++k) {
        full.col(k) = gram.times(Eigen::VectorXd::Unit(gram.size(), k));
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(full);
    return {solved.eigenvalues(), solved.eigenvectors()};
}

Index count_wanted(const Eigen::VectorXd& rising) {
    const double largest = rising[rising.size() - 1];
    Index wanted = 0;
    // A quarter: eigenvalues are squares. The trifle keeps equal ones together.
    while (wanted < rising.size() && wanted < static_cast<Index>(most_singular_values) &&
           rising[rising.size() - 1 - wanted] >= largest * (0.25 - 1e-9)) {
        ++wanted;
    }
    return wanted;
}

class Lanczos {
  public:
    explicit Lanczos(const Gram& gram) : gram_(gram), basis_(gram.size(), std::min(gram.size(), most_steps)) {}

    Eigenpairs run() {
        Eigen::VectorXd next = fresh_vector();
        double leaving = 0;
        for (Index step = 0; step < basis_.cols(); ++step) {
            checkpoint();
            basis_.col(step) = next;
            next = gram_.times(basis_.col(step));
            diagonal_.push_back(basis_.col(step).dot(next));
            orthogonalise(next, step + 1);
            leaving = next.norm();
            steps_ = step + 1;
            // Of equal eigenvalues one start finds one vector: where a space is exhausted, another is begun.
            const bool exhausted = leaving <= 1e-12 * largest();
            if ((steps_ % steps_between_checks == 0 || steps_ == basis_.cols()) && converged(exhausted ? 0 : leaving)) {
                break;
            }
            next = exhausted ? fresh_vector() : Eigen::VectorXd(next / leaving);
            below_diagonal_.push_back(exhausted ? 0 : leaving);
        }
        return {solved_.values, basis_.leftCols(steps_) * solved_.vectors};
    }

  private:
    double largest() const { return *std::ranges::max_element(diagonal_); }

    /// Twice is enough (Kahan; Parlett 1998).
    void orthogonalise(Eigen::VectorXd& v, Index against) const {
        for (int pass = 0; pass < 2; ++pass) {
            const Eigen::VectorXd along = basis_.leftCols(against).transpose() * v;
            v -= basis_.leftCols(against) * along;
        }
    }

    /// A unit vector of pseudo-random entries, orthogonal to the basis; the same in every run.
    Eigen::VectorXd fresh_vector() {
        Eigen::VectorXd v(gram_.size());
        for (double& entry : v) {
            entry = static_cast<double>(avalanche(++drawn_) >> 11) * 0x1p-52 - 1;
        }
        orthogonalise(v, steps_);
        return v / v.norm();
    }

    /// Solves the tridiagonal problem. The residual of a pair is what leaves the basis times its last entry.
    bool converged(double leaving) {
        Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
        const Eigen::Map<const Eigen::VectorXd> diagonal(diagonal_.data(), steps_);
        const Eigen::Map<const Eigen::VectorXd> below(below_diagonal_.data(), steps_ - 1);
        solver.computeFromTridiagonal(diagonal, below);
        solved_ = {solver.eigenvalues(), solver.eigenvectors()};
        const Index wanted = count_wanted(solved_.values);
        const double residual = leaving * solved_.vectors.bottomRightCorner(1, wanted).cwiseAbs().maxCoeff();
        return wanted < steps_ && residual <= tolerance * solved_.values[steps_ - 1];
    }

    const Gram& gram_;
    Eigen::MatrixXd basis_;
    std::vector<double> diagonal_;
    std::vector<double> below_diagonal_;
    Index steps_ = 0;
    std::uint64_t drawn_ = 0;
    Eigenpairs solved_;
};

}  // namespace

SingularVectors truncated_svd(const TermMatrix& matrix) {
    SingularVectors found;
    if (matrix.x.empty()) {
        return found;
    }
    const std::vector<std::int32_t> starts(matrix.terms.starts.begin(), matrix.terms.starts.end());
    const std::vector<std::int32_t> columns(matrix.terms.values.begin(), matrix.terms.values.end());
    const Sparse a(static_cast<Index>(matrix.sentences()), static_cast<Index>(matrix.distinct_terms()),
                   static_cast<Index>(matrix.x.size()), starts.data(), columns.data(), matrix.x.data());
    const Gram gram(a);
    const Eigenpairs pairs = gram.size() <= most_dense ? dense_eigenpairs(gram) : Lanczos(gram).run();
    const Index last = pairs.values.size() - 1;
    for (Index k = 0; k < count_wanted(pairs.values); ++k) {
        const double value = std::sqrt(pairs.values[last - k]);
        Eigen::VectorXd left = pairs.vectors.col(last - k);
        if (!gram.of_rows()) {
            left = a * left / value;
        }
        found.values.push_back(value);
        found.left.insert(found.left.end(), left.begin(), left.end());
    }
    return found;
}

}  // namespace twicetold
