"""How far an article is about trade policy, told by a small linear model whose weights can be read."""

from tradenlp.relevance.model import Judgement, judge, relevance

__all__ = ["Judgement", "judge", "relevance"]
