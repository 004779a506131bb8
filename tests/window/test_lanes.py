"""Lanes come, go and change places at any time."""

from app.domain.lane import ModelRef


def labels(person) -> list[str]:
    return [lane.label for lane in person.chat.lanes]


async def test_a_lane_is_added_in_the_middle_of_a_chat_and_sees_only_the_prompts(start, server):
    person = await start("alpha")
    person.send("First")
    await (await server.next_exchange()).finish("secret of alpha")
    await person.until_idle()
    person.chat.lane_editor.add(ModelRef("openai_compatible", "beta", server.base_url))
    await person.until(lambda: labels(person) == ["alpha", "beta"])
    person.send("Second")
    lanes = await server.exchanges_by_model(2)
    assert lanes["alpha"].texts == ["First", "secret of alpha", "Second"]
    assert lanes["beta"].texts == ["First\n\nSecond"]
    for exchange in lanes.values():
        await exchange.finish("ok")
    await person.until_idle()


async def test_a_streaming_lane_is_removed_and_what_it_said_stays_stored(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["beta"].send("I was here")
    await person.until(lambda: person.answers(1) == ["I was here"])
    person.chat.lane_editor.remove(person.lane(1))
    await person.until(lambda: labels(person) == ["alpha"])
    await lanes["alpha"].finish("Still going")
    await person.until_idle()
    assert person.answers(0) == ["Still going"]
    assert "I was here" in [a.text for a in person.chat.conversation.answers]


async def test_the_last_lane_stays(start):
    person = await start("alpha")
    person.chat.lane_editor.remove(person.lane(0))
    person.chat.keep_draft("x")
    await person.chat.save_draft()
    assert labels(person) == ["alpha"]


async def test_panes_follow_the_order_of_the_lanes(start):
    person = await start("alpha", "beta", "gamma")
    person.chat.lane_editor.move(person.lane(2), -1)
    await person.until(lambda: labels(person) == ["alpha", "gamma", "beta"])
    assert person.view.panes.lane_ids == [lane.lane_id for lane in person.chat.lanes]


async def test_a_new_chat_starts_with_the_lanes_used_last_even_after_a_restart(start, server):
    person = await start("alpha")
    person.chat.lane_editor.add(ModelRef("openai_compatible", "beta", server.base_url))
    await person.until(lambda: labels(person) == ["alpha", "beta"])
    await person.quit()
    await person.start()
    assert labels(person) == ["alpha", "beta"]


async def test_eight_lanes_are_the_most(start, server):
    person = await start(*["alpha"] * 8)
    person.chat.lane_editor.add(ModelRef("openai_compatible", "beta", server.base_url))
    person.chat.keep_draft("x")
    await person.chat.save_draft()
    assert labels(person) == ["alpha", *(f"alpha ({n})" for n in range(2, 9))]
