"""What is an emergency and what only sounds like one; the labelled messages are measured apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.safety.kinds import EmergencyKind
from domain.safety.recognise import emergency_in, findings

DANGER = {
    EmergencyKind.FIRE: [
        "my car is on fire", "SMOKE coming out of the bonnet!!!", "smok from engine", "车着火了",
        "车头冒烟了", "引擎室一直冒煙", "充电口烧焦了还在冒火花",
        "it smells like burning plastic inside",
        "the battery is hissing and getting hot", "电池鼓包了 滋滋响", "maoyan了",
        "ｆｉｒｅ under the car",
    ],
    EmergencyKind.HIGH_VOLTAGE: [
        "High voltage warning: stop the vehicle", "高压系统故障 请立即停车",
        "got an electric shock from the plug",
        "充电时被电了一下", "orange cable is torn open",
    ],
    EmergencyKind.WATER: ["car is sinking", "车掉河里了", "water up to the seats", "水淹到座椅了"],
    EmergencyKind.RAILS: ["stuck on the railway crossing", "卡在铁轨上了", "car dead on tracks"],
    EmergencyKind.INJURY: [
        "my wife is unconscious", "he is not breathing", "有人流血了", "我媽被車門夾住手",
        "glass in my eye",
    ],
    EmergencyKind.LOCKED_IN: [
        "baby locked in the car", "my dog is locked in the hot car", "孩子锁车里了",
        "等下\n门锁了\n儿子还在里面",
        "I'm trapped inside", "困在车里了", "細路仔鎖咗喺車入面",
    ],
    EmergencyKind.CRASH: [
        "I crashed", "someone just rear-ended me", "撞车了", "出車禍了", "气囊爆了",
        "airbags went off", "翻车了",
    ],
    EmergencyKind.FUEL: ["strong smell of petrol in the cabin", "漏油 滴了一地汽油", "汽油味很大"],
    EmergencyKind.CONTROL: [
        "brakes failed", "breaks are gone", "I have no brakes", "brake pedal goes to the floor",
        "刹车失灵",
        "煞車完全踩不住", "刹 车 失 灵", "刹车 not working help me pls", "steering is locked",
        "方向盘打不动",
        "gas pedal stuck", "油门卡住了", "the car accelerates by itself", "wheel came off",
        "爆胎了",
    ],
    EmergencyKind.STRANDED: ["broke down in the fast lane", "在highway上 车 shut down 了"],
    EmergencyKind.OTHER: ["call an ambulance", "救命", "dash says STOP IMMEDIATELY"],
}  # fmt: skip

HARMLESS = [
    # service and sales
    "how do I book a brake check", "my brakes squeak a little", "airbag recall?",
    "怎么预约刹车检查", "刹车片多少钱",
    "does the warranty cover fire damage", "crash test rating?", "SOS服务续费多少", "气囊召回名单",
    # only imagined, in general, for an exam
    "what happens if the battery catches fire", "如果电池起火怎么办",
    "are EVs more likely to catch fire",
    "电车是不是比油车容易着火", "考科目四 刹车失灵的题怎么答",
    # long over
    "had an accident last year, do I get the repair record", "上个月追尾 车修好了 要发票",
    # denied
    "no smoke, no smell, just a question about tyres", "没有烟 没有味道 就是问问保养",
    # a figure of speech
    "this car is fire!", "killer car, love it", "气死我了", "卖得真火爆", "navigation crashes",
    "app闪退",
    # the car is well, nobody is in it
    "locked my keys in the car, where is the spare", "child lock how", "宠物模式怎么开",
    "traffic accident ahead so I will be late to the appointment",
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind"), [(words, kind) for kind, many in DANGER.items() for words in many]
)
def test_danger_is_recognised_with_its_kind(words: str, kind: EmergencyKind) -> None:
    assert emergency_in(words) is kind


@pytest.mark.parametrize("words", HARMLESS)
def test_what_only_sounds_dangerous_is_none(words: str) -> None:
    assert emergency_in(words) is None


def test_a_repair_of_last_year_does_not_hide_the_danger_of_now() -> None:
    words = "last year you fixed the fuel leak and today it is back, the cabin reeks of petrol"
    assert emergency_in(words) is EmergencyKind.FUEL


def test_a_polite_question_does_not_hide_the_danger() -> None:
    assert emergency_in("Good evening, may I ask: is it normal that the hood is smoking?")
    assert emergency_in("打扰了 想请教一下 车里有点糊味还冒烟 能继续开吗")


def test_a_finding_says_why_it_was_doubted() -> None:
    [doubted] = {why for _, why in findings("if the brakes fail, what should one do")}
    assert doubted == "hypothesis"


def test_danger_at_the_end_of_a_long_message_is_found() -> None:
    assert emergency_in("I bought the car from you in town. " * 30 + "It is on fire.")


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    kind = emergency_in(text)
    assert kind is None or isinstance(kind, EmergencyKind)
