"""Every table, in the order in which a story flows through the house."""

from articles.library.section import Section  # isort: skip
from articles.library.image import Image  # isort: skip
from articles.library.contributor import Author, Contributor, Editor  # isort: skip
from articles.library.tag import MergedTag  # isort: skip

from articles.library.section_right import SectionRight  # isort: skip
from articles.desk.article import Article, Credit, TaggedArticle, Takeaway  # isort: skip
from articles.desk.illustration import Illustration  # isort: skip
from articles.desk.revision import Revision  # isort: skip
from articles.desk.workflow import StoryMove  # isort: skip
from articles.desk.note import Note  # isort: skip
from articles.desk.notice import Notice, NoticeChoice  # isort: skip
from articles.desk.digest import DigestChoice  # isort: skip
from articles.desk.readiness import CheckRule  # isort: skip
from articles.desk.sharing import DraftLink  # isort: skip
from articles.desk.sitting import Sitting  # isort: skip
from articles.desk.audit import Deed  # isort: skip
from articles.desk.style_rule import StyleRule  # isort: skip
from articles.desk.saved_list import OwnStart, SavedList  # isort: skip

from articles.editions.embargo import Embargo  # isort: skip
from articles.editions.release import Release  # isort: skip
from articles.editions.edition import Edition  # isort: skip
from articles.editions.plate import Plate  # isort: skip
from articles.editions.listing import Listing  # isort: skip
from articles.editions.correction import Correction  # isort: skip
from articles.editions.address import Redirect  # isort: skip
from articles.editions.front import Front, FrontSlot  # isort: skip
from articles.freshness import Freshness  # isort: skip
from articles.editions.reads import ReadsInHour  # isort: skip
from articles.editions.weekly import ReadsInWeek  # isort: skip

from articles.feedback.feedback import Feedback, FeedbackEvent, FeedbackMark  # isort: skip
from articles.feedback.tally import Tally  # isort: skip
from articles.feedback.rate import VotesInHour  # isort: skip
from articles.feedback.fingerprint import DayKey  # isort: skip
from articles.feedback.word_rule import WordRule  # isort: skip

__all__ = [
    "Article",
    "Author",
    "CheckRule",
    "Contributor",
    "Correction",
    "Credit",
    "DayKey",
    "Deed",
    "DraftLink",
    "Edition",
    "Editor",
    "Embargo",
    "Feedback",
    "FeedbackEvent",
    "FeedbackMark",
    "Freshness",
    "Front",
    "FrontSlot",
    "Illustration",
    "Image",
    "Listing",
    "MergedTag",
    "Note",
    "Notice",
    "NoticeChoice",
    "DigestChoice",
    "OwnStart",
    "Plate",
    "ReadsInHour",
    "ReadsInWeek",
    "Redirect",
    "Release",
    "Revision",
    "SavedList",
    "Section",
    "SectionRight",
    "Sitting",
    "StoryMove",
    "StyleRule",
    "TaggedArticle",
    "Takeaway",
    "Tally",
    "VotesInHour",
    "WordRule",
]
